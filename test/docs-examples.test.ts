import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { templatesOf } from '../shared/campaigns/actions/actions.ts';
import type { Campaign } from '../shared/campaigns/campaign.ts';
import { readCampaign } from '../shared/campaigns/read-campaign.ts';
import { settingsSchema } from '../shared/settings/settings.ts';
import { exampleAudiences } from './shared/campaigns/examples.ts';

/** What a marketer reads. The other documents have examples of other formats. */
const guides = [
  'README.md',
  ...['campaigns', 'jobs', 'audiences', 'coupons', 'callbacks'].map((name) => `docs/${name}.md`),
];

/** The YAML examples of a text, without the indentation of a list that they stand in. */
const examplesIn = (text: string): { line: number; yaml: string }[] =>
  [...text.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)].map(({ 1: indent = '', 2: body = '', index }) => ({
    line: text.slice(0, index).split('\n').length,
    yaml: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));

const examples = guides.flatMap((document) =>
  examplesIn(readFileSync(document, 'utf8')).map(({ line, yaml }) => ({
    where: `${document}:${line}`,
    yaml,
  })),
);

const objectSchema = z.record(z.string(), z.unknown());
const usual = {
  name: 'An example',
  audience: {},
  steps: [{ after: '0d', email: { template: 'left-cart' } }],
};

/** An example as a whole campaign: a list is its steps, and what else a campaign needs is filled in. */
function asCampaign(example: unknown): object {
  if (!Array.isArray(example)) return { ...usual, ...objectSchema.parse(example) };
  return { ...usual, steps: example.map((step) => ({ after: '0d', ...objectSchema.parse(step) })) };
}

const isAboutSettings = (example: unknown): boolean =>
  !Array.isArray(example) &&
  Object.keys(objectSchema.parse(example)).every((key) => key in settingsSchema.shape);

/** The files, without their language, that the steps of a campaign name. */
const textsOf = ({ steps }: Campaign): string[] =>
  steps.flatMap(({ action }) =>
    action.type === 'callback'
      ? [`scripts/${action.script}`]
      : templatesOf(action).map(({ name }) => `templates/${name}`),
  );

describe.each(examples)('the example at $where', ({ where, yaml }) => {
  test('is what a campaign, an audience or the settings may contain', async () => {
    const example: unknown = parse(yaml);
    if (isAboutSettings(example)) {
      settingsSchema.parse(example);
      return;
    }
    const { campaign } = readCampaign(stringify(asCampaign(example)), where, 'en', await exampleAudiences());
    const missing = textsOf(campaign).filter((text) => !existsSync(`workflows/campaigns/${text}.en.md`));
    // The page on coupons writes its own texts.
    expect(where.startsWith('docs/coupons') ? [] : missing).toEqual([]);
  });
});

test('the examples are found', () => {
  expect(examples.length).toBeGreaterThan(15);
});
