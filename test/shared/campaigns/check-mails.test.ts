import { describe, expect, test } from 'vitest';
import { library } from '../../../functions/console/ready-made.ts';
import { plainDate } from '../../../shared/calendar.ts';
import { checkMails } from '../../../shared/campaigns/check-mails.ts';
import type { Templates } from '../../../shared/email/template.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { campaignIn } from '../../../shared/operations/check-campaign.ts';
import { defaultSettings, type Settings } from '../../../shared/settings/settings.ts';

const settings: Settings = { ...defaultSettings, postalAddress: '1 Main Street' };

/** The problems in the mails of a campaign, each after its text and check. */
function problemsIn(yaml: string, templates: Templates, language: 'en' | 'zh' = 'en', by = settings) {
  const campaign = campaignIn(campaignIdSchema.parse('test'), { text: yaml, audiences: {} }, library);
  if (campaign === undefined) throw new Error('this is no campaign');
  return checkMails(campaign, templates, { settings: by, language, on: plainDate('2026-12-09') }).flatMap(
    ({ template, language: written, points }) =>
      points.flatMap(({ check, problems }) =>
        problems.map((one) => `${template}.${written} ${check}: ${one}`),
      ),
  );
}

const mailing = (steps: string) => `name: Test\naudience: { lifecycle: [silent] }\nsteps:\n${steps}`;
const twice = mailing(`  - after: 0d
    email: { template: hello }
  - after: 3d
    email: { template: hello, subject: { en: "${'Still thinking of you '.repeat(4)}" } }
`);

test.each(Object.entries(library.campaigns))('there is nothing to be found in %s', (_, yaml) => {
  expect(problemsIn(yaml, library.textsFor(yaml).templates)).toEqual([]);
});

describe('in a text that two steps send', () => {
  test('the subject of each is looked at, and what both have is said once', () => {
    const found = problemsIn(twice, { hello: { en: { subject: 'Hi', body: '[x](http://a.example)' } } });
    expect(found).toEqual([
      expect.stringContaining('hello.en subject: The subject has 8'),
      expect.stringContaining('hello.en links: “http://a.example” is not encrypted'),
    ]);
  });
});

test('a personalisation without a fallback is found, and a mistake is left to what says mistakes', () => {
  const text = (body: string) => ({ hello: { en: { subject: 'Hi', body } } });
  expect(problemsIn(twice, text('Dear {{ customer.firstName }}'))).toEqual([
    expect.stringMatching(/^hello\.en fallbacks: .*customer\.firstName/),
  ]);
  expect(problemsIn(twice, text('Dear {{ customer.nickname }}'))).toEqual([]);
});

test('a language is missing where other texts of the campaign are written in it, and nowhere else', () => {
  const both = mailing(
    ['a', 'b'].map((name, at) => `  - after: ${at}d\n    email: { template: ${name} }\n`).join(''),
  );
  const text = { subject: 'Hi', body: 'x' };
  expect(problemsIn(both, { a: { en: text }, b: { en: text } })).toEqual([]);
  expect(problemsIn(both, { a: { en: text, zh: text }, b: { en: text } })).toEqual([
    expect.stringContaining('b.zh languages: It is not written in Chinese'),
  ]);
  expect(problemsIn(both, { a: { en: text, zh: text }, b: { en: text } }, 'zh')[0]).toContain('没有中文版本');
});

test('a shop without a postal address is found in every mail', () => {
  const { postalAddress: _, ...without } = settings;
  const found = problemsIn(twice, { hello: { en: { subject: 'Hi', body: 'x' } } }, 'zh', without);
  expect(found.filter((one) => one.includes('address:'))).toEqual([expect.stringContaining('通信地址')]);
});
