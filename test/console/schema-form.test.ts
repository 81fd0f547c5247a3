import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../../console/form/schema.ts';
import { SchemaForm } from '../../console/form/schema-form.tsx';
import type { Language } from '../../shared/language.ts';
import schema from '../../workflows/campaigns/campaign.schema.json' with { type: 'json' };
import readyMade from '../../workflows/ready-made.json' with { type: 'json' };

/** The form of a whole campaign as HTML. */
const formOf = (text: string, from: Schema = schema, language: Language = 'en', problems: never[] = []) =>
  renderToStaticMarkup(
    createElement(SchemaForm, {
      schema: from,
      keys: () => true,
      text,
      language,
      problems,
      onChange: () => undefined,
    }),
  );

/** Today's schema with a condition and an action that nobody has written yet. */
function withInventions(): Schema {
  const copy = structuredClone(schema) as unknown as {
    $defs: { Audience: { properties: Record<string, Schema> } };
    properties: { steps: { items: { properties: Record<string, Schema> } } };
  };
  copy.$defs.Audience.properties['moonPhase'] = {
    type: 'string',
    enum: ['new-moon', 'full-moon'],
    description: 'How the moon stands.',
  };
  copy.properties.steps.items.properties['postcard'] = {
    type: 'object',
    properties: {
      motif: { type: 'string', enum: ['lighthouse', 'cat'] },
      stamps: { type: 'integer', minimum: 1 },
    },
    required: ['motif'],
    description: 'Sends a postcard.',
  };
  return copy as unknown as Schema;
}

const campaign = (audience: string, step: string) =>
  `name: x\naudience: ${audience}\nsteps:\n  - after: 0d\n${step === '' ? '' : `    ${step}\n`}`;

describe('a condition and an action that the schema has and the console has never heard of', () => {
  test('are fields of the form once a campaign has them', () => {
    const html = formOf(
      campaign('{ moonPhase: full-moon }', 'postcard: { motif: cat, stamps: 2 }'),
      withInventions(),
    );
    for (const seen of [
      'Moon phase',
      'How the moon stands.',
      'full-moon',
      'Postcard',
      'Sends a postcard.',
      'Motif',
    ])
      expect(html).toContain(seen);
    expect(html).toMatch(/<input[^>]*value="2"/);
  });

  test('are unknown without the schema: the form shows nothing that it does not say', () => {
    expect(formOf(campaign('{ moonPhase: full-moon }', 'postcard: { motif: cat }'))).not.toContain(
      'Postcard',
    );
  });
});

describe.each(Object.entries(readyMade.campaigns))('the form of %s', (_, text) => {
  test.each(['en', 'zh'] as const)('is drawn in %s', (language) => {
    const html = formOf(text, schema, language);
    expect(html).toContain(language === 'zh' ? '受众' : 'Audience');
  });
});

test('what is wrong stands at the field that it is about', () => {
  const problems = [{ path: ['holdout'], message: 'this is not a share' }] as never[];
  const html = formOf('name: x\naudience: {}\nholdout: forty\nsteps: []\n', schema, 'en', problems);
  expect(html).toContain('this is not a share');
});

test.each([
  '',
  'name: [',
  '- 1',
  'just text',
  'steps: 7',
  'steps: [7, null]',
  'audience: 3',
  'audience: { all: x }',
  'trigger: [1]',
  'name: { a: 1 }',
])('a campaign that says %j breaks nothing', (text) => {
  expect(() => formOf(text)).not.toThrow();
});

test('what can only be said or left out is on the form once it is said', () => {
  const offering = (what: string) => formOf(campaign('{}', `coupon: { ${what}, validFor: 3d, template: x }`));
  expect(offering('freeShipping: true')).toContain('Nothing is charged for shipping.');
  expect(offering('percentOff: 10')).not.toContain('Nothing is charged for shipping.');
});
