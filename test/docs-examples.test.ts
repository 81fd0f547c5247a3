import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import * as z from 'zod';
import { readCampaign } from '../shared/campaigns/read-campaign.ts';
import { textProblems } from '../shared/campaigns/text-problems.ts';
import { readTemplate } from '../shared/email/read-template.ts';
import { settingsSchema } from '../shared/settings/settings.ts';
import { exampleAudiences } from './shared/campaigns/examples.ts';

/** What a marketer reads. The other documents have examples of other formats. */
const guides = [
  'README.md',
  ...['campaigns', 'jobs', 'audiences', 'coupons', 'callbacks', 'loyalty'].map((name) => `docs/${name}.md`),
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
  steps: [{ after: '0d', email: { template: 'we-miss-you' } }],
};

/** An example as a whole campaign: a list is its steps, and what else a campaign needs is filled in. */
function asCampaign(example: unknown): object {
  if (!Array.isArray(example)) return { ...usual, ...objectSchema.parse(example) };
  return { ...usual, steps: example.map((step) => ({ after: '0d', ...objectSchema.parse(step) })) };
}

const isAboutSettings = (example: unknown): boolean =>
  !Array.isArray(example) &&
  Object.keys(objectSchema.parse(example)).every((key) => key in settingsSchema.shape);

/** The texts of a kind that come with Rekindle, by name and language. */
function textsOf<T>(kind: 'templates' | 'scripts', read: (text: string, path: string) => T) {
  const all: Record<string, Record<string, T>> = {};
  for (const file of readdirSync(`workflows/campaigns/${kind}`)) {
    const [name = '', language = ''] = file.split('.');
    const path = `workflows/campaigns/${kind}/${file}`;
    all[name] = { ...all[name], [language]: read(readFileSync(path, 'utf8'), path) };
  }
  return all;
}
const templates = textsOf('templates', (text, path) => readTemplate(text, path, 'en'));
const scripts = textsOf('scripts', (text) => text);

describe.each(examples)('the example at $where', ({ where, yaml }) => {
  test('is what a campaign, an audience or the settings may contain, and passes the check with the texts that it names', async () => {
    const example: unknown = parse(yaml);
    if (isAboutSettings(example)) {
      settingsSchema.parse(example);
      return;
    }
    const { campaign } = readCampaign(stringify(asCampaign(example)), where, 'en', await exampleAudiences());
    // The page on coupons writes its own texts.
    if (!where.startsWith('docs/coupons')) expect(textProblems(campaign, templates, scripts)).toEqual([]);
  });
});

test('the examples are found', () => {
  expect(examples.length).toBeGreaterThan(15);
});
