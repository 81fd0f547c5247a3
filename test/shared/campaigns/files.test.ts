import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { templatesOf } from '../../../shared/campaigns/actions/actions.ts';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { templateProblems } from '../../../shared/campaigns/check-templates.ts';
import { createJsonSchema } from '../../../shared/campaigns/json-schemas.ts';
import { CampaignFileError, readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import { didYouMean } from '../../../shared/did-you-mean.ts';
import { readTemplate } from '../../../shared/email/read-template.ts';
import { RekindleError } from '../../../shared/errors.ts';
import { languages } from '../../../shared/language.ts';
import { exampleAudiences } from './examples.ts';

const folder = new URL('../../../workflows/campaigns/', import.meta.url);
const campaignFiles = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));

async function exampleTemplates() {
  const templates: Record<string, Record<string, ReturnType<typeof readTemplate>>> = {};
  for (const file of await readdir(new URL('templates/', folder))) {
    const [name = '', language = ''] = file.split('.');
    const text = await readFile(new URL(`templates/${file}`, folder), 'utf8');
    templates[name] = { ...templates[name], [language]: readTemplate(text, file) };
  }
  return templates;
}

describe('the example campaigns', () => {
  test('exist', () => {
    expect(campaignFiles).toEqual(
      expect.arrayContaining(['welcome.yaml', 'win-back.yaml', 'vip-thanks.yaml']),
    );
  });

  test.each(campaignFiles)(
    '%s is valid, and its templates render for a customer about whom nothing is known',
    async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8');
      const { campaign } = readCampaign(text, file, 'en', await exampleAudiences());
      const templates = await exampleTemplates();
      expect(templateProblems(campaign, templates)).toEqual([]);
      for (const { name } of campaign.steps.flatMap(({ action }) => templatesOf(action)))
        expect(Object.keys(templates[name] ?? {}).sort()).toEqual(languages);
    },
  );

  test.each(campaignFiles)('%s refers to the schema that editors use for completion', async (file) => {
    const [firstLine] = (await readFile(new URL(file, folder), 'utf8')).split('\n');
    expect(firstLine).toBe('# yaml-language-server: $schema=./campaign.schema.json');
  });
});

describe('campaign.schema.json', () => {
  const generated = createJsonSchema('campaign');

  test.each(['campaign', 'audience'] as const)('is generated from the schema of the %s', async (kind) => {
    const file = await readFile(new URL(`../${kind}s/${kind}.schema.json`, folder), 'utf8');
    expect(
      JSON.parse(file),
      `write it again: rekindle ${kind === 'campaign' ? 'campaigns' : 'audience'} schema`,
    ).toEqual(createJsonSchema(kind));
  });

  test('describes each field of a campaign and of a step', () => {
    const undescribedIn = (schema: unknown): string[] => {
      const { properties } = z.object({ properties: z.record(z.string(), z.looseObject({})) }).parse(schema);
      return Object.entries(properties).flatMap(([name, field]) =>
        field.description === undefined ? [name] : [],
      );
    };
    expect(generated.title).toBe('Rekindle campaign');
    expect(undescribedIn(generated)).toEqual([]);
    expect(
      undescribedIn(z.object({ items: z.looseObject({}) }).parse(generated.properties?.steps).items),
    ).toEqual([]);
  });
});

describe('a campaign file', () => {
  const good = `name: Test
audience:
  lifecycle: [silent]
steps:
  - after: 0d
    email: { template: hello }
`;
  /** The problems of the file, each as `line:column message`. */
  function problemsOf(text: string): string[] {
    try {
      readCampaign(text, 'test.yaml');
    } catch (error) {
      if (!(error instanceof CampaignFileError)) throw error;
      for (const { line, column, message } of error.problems)
        expect(error.message).toContain(`test.yaml:${line}:${column}  ${message}`);
      return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
    }
    return [];
  }

  test('is read as the campaign with its defaults, and the content as it was written', () => {
    const { campaign, source } = readCampaign(good, 'test.yaml');
    expect(campaign).toMatchObject({
      holdout: 0.1,
      goal: { event: 'order', within: { hours: 720 } },
      steps: [{ after: { hours: 0 }, unless: [], action: { type: 'email', template: 'hello' } }],
    });
    expect(source).toEqual({
      name: 'Test',
      audience: { lifecycle: ['silent'] },
      steps: [{ after: '0d', email: { template: 'hello' } }],
    });
    expect(campaignSchema.parse(source)).toEqual(campaign);
  });

  test.each<[name: string, from: string, to: string, problem: string]>([
    [
      'a misspelt field',
      'lifecycle:',
      'lifecylce:',
      '3:3 audience: there is no "lifecylce" here; did you mean "lifecycle"?',
    ],
    [
      'a misspelt value',
      'silent',
      'slient',
      '3:15 audience.lifecycle.1: "slient" is none of prospect, first-time, active, cooling, silent, lost; did you mean "silent"?',
    ],
    ['an unknown field', 'name: Test', 'name: Test\ncolour: red', '2:1 campaign: there is no "colour" here'],
    [
      'a time without a unit',
      '0d',
      '"3"',
      '5:12 steps.1.after: a length of time is a number with a unit, such as 14d, 6h or 2w',
    ],
    [
      'a number as a time',
      '0d',
      '3',
      '5:12 steps.1.after: a length of time is a number with a unit, such as "14d", "6h" or "2w"',
    ],
    [
      'no action',
      '    email: { template: hello }\n',
      '',
      '5:5 steps.1: a step has exactly one of email, coupon, callback, points, tag and webhook',
    ],
    ['an empty audience list', '[silent]', '[]', '3:14 audience.lifecycle: name at least one'],
    [
      'a holdout without a percent sign',
      'name: Test',
      'name: Test\nholdout: 10',
      '2:10 holdout: a share is written with a percent sign, such as "10%"',
    ],
    [
      'a holdout of everybody',
      'name: Test',
      'name: Test\nholdout: 100%',
      '2:10 holdout: a share is written like "10%" and must be below 100%',
    ],
    [
      'a range upside down',
      '  lifecycle: [silent]',
      '  orders: { atLeast: 3, atMost: 2 }',
      '3:11 audience.orders: atLeast is above atMost',
    ],
    [
      'an empty range',
      '  lifecycle: [silent]',
      '  orders: {}',
      '3:11 audience.orders: give atLeast, atMost or both',
    ],
    [
      'a misspelt stopper',
      '    email:',
      '    unless: orderd\n    email:',
      '6:13 steps.1.unless: "orderd" is none of ordered, opened, clicked, redeemed; did you mean "ordered"?',
    ],
    [
      'a misspelt stopper in a list',
      '    email:',
      '    unless: [opened, clickt]\n    email:',
      '6:22 steps.1.unless.2: "clickt" is none of ordered, opened, clicked, redeemed; did you mean "clicked"?',
    ],
  ])('with %s is refused with the place and what to do', (_, from, to, problem) => {
    expect(good).toContain(from);
    expect(problemsOf(good.replace(from, to))).toEqual([problem]);
  });

  test.each([
    ['segmnt', 'segment'],
    ['valuGroup', 'valueGroup'],
    ['borderlin', 'borderline'],
    ['typ', 'type'],
  ])('with the misspelt condition %s is refused with the suggestion %s', (misspelt, meant) => {
    expect(problemsOf(good.replace('lifecycle', misspelt))).toEqual([
      `3:3 audience: there is no "${misspelt}" here; did you mean "${meant}"?`,
    ]);
  });

  test('with two actions in a step is refused', () => {
    const text = good.replace('email: {', 'callback: { script: a, within: 1d }\n    email: {');
    expect(problemsOf(text)).toEqual([
      '5:5 steps.1: a step has exactly one of email, coupon, callback, points, tag and webhook',
    ]);
  });

  test('whose steps are not in order of time is refused with the step', () => {
    const text = `${good}  - after: 3d\n    email: { template: a }\n  - after: 47h\n    email: { template: b }\n`;
    expect(problemsOf(text)).toEqual([
      '9:12 steps.3.after: steps must be in order of time; this one is due before the step above it',
    ]);
  });

  test('that lets customers in again before the goal of their last entry has ended is refused', () => {
    const message =
      'nobody enters again before the goal of the last entry has ended: make reenter at least as long as goal';
    const lines = `${good}reenter: { after: 13d }\ngoal: { event: order, within: 2w }\n`;
    expect(problemsOf(lines)).toEqual([`7:19 reenter.after: ${message}`]);
    expect(problemsOf(lines.replace('13d', '14d'))).toEqual([]);
    expect(problemsOf(`${good}reenter: { after: 29d }\n`)).toEqual([`7:19 reenter.after: ${message}`]);
  });

  test('with several mistakes is refused with all of them', () => {
    expect(problemsOf(good.replace('lifecycle', 'lifecylce').replace('0d', 'soon'))).toHaveLength(2);
  });

  test.each([
    ['is not YAML', 'name: [', /^1:/],
    ['has a field twice', 'name: A\nname: B\n', /^2:1 this is written twice$/],
    ['uses an alias without its anchor', 'name: *nobody\n', /begins with \* or & stands in quotes/],
    ['is empty', '', /^1:1 campaign: /],
    ['is a list', '- name: A\n', /^1:1 campaign: /],
  ])('that %s is refused', (_, text, problem) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(problem);
  });
});

describe('a template file', () => {
  test('has a subject between two --- lines, and then the text', () => {
    expect(readTemplate('---\r\nsubject: "Hi: there"\r\n---\r\n\r\nHello\n', 'a.en.md')).toEqual({
      subject: 'Hi: there',
      body: 'Hello',
    });
  });

  test.each([
    ['no subject', 'Hello', 'begins with a line ---'],
    ['an empty subject', '---\nsubject: ""\n---\nHello', 'has "subject:" with a text, and nothing else'],
    [
      'another field',
      '---\nsubject: Hi\nfrom: me\n---\nHello',
      'has "subject:" with a text, and nothing else',
    ],
    ['a broken head', '---\nsubject: "Hi\n---\nHello', 'a.en.md:2:'],
  ])('with %s is refused with the name of the file', (_, text, message) => {
    expect(() => readTemplate(text, 'a.en.md')).toThrow(RekindleError);
    expect(() => readTemplate(text, 'a.en.md')).toThrow(/a\.en\.md/);
    expect(() => readTemplate(text, 'a.en.md')).toThrow(message);
  });
});

describe('checking templates before publishing', () => {
  const campaign = (step: object) =>
    campaignSchema.parse({ name: 'Test', audience: {}, steps: [{ after: '0d', ...step }] });
  const hello = (body: string) => ({ hello: { en: { subject: 'Hi', body } } });

  test('finds one that does not exist', () => {
    expect(templateProblems(campaign({ email: { template: 'hello' } }), {})).toEqual([
      'steps.1: there is no template "hello" (hello.en.md)',
    ]);
  });

  test('finds one that fails for a customer without a name', () => {
    const [problem] = templateProblems(
      campaign({ email: { template: 'hello' } }),
      hello('Dear {{ customer.name }}'),
    );
    expect(problem).toMatch(/^steps\.1: hello\.en\.md: "customer\.name" can be missing/);
  });

  test('finds an email that uses a coupon, which only a coupon step has', () => {
    const texts = hello('Use {{ coupon.code }}');
    expect(templateProblems(campaign({ email: { template: 'hello' } }), texts)).toHaveLength(1);
    const coupon = { percentOff: 10, validFor: '14d', template: 'hello' };
    expect(templateProblems(campaign({ coupon }), texts)).toEqual([]);
  });

  test("checks a step's own subject instead of the template's", () => {
    const own = { email: { template: 'hello', subject: '{{ customer.nmae }}' } };
    expect(templateProblems(campaign(own), hello('Hello'))).toEqual([
      expect.stringContaining('customer.nmae'),
    ]);
  });
});

describe('a suggestion', () => {
  test('is the closest word, or nothing when none is close', () => {
    expect(didYouMean('lifecylce', ['lifecycle', 'tier'])).toContain('"lifecycle"');
    expect(didYouMean('colour', ['lifecycle', 'tier'])).toBe('');
    expect(didYouMean('x', [])).toBe('');
  });
});
