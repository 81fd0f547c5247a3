import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { templateProblems } from '../../../shared/campaigns/check-templates.ts';
import { readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import { audienceFileSchema } from '../../../shared/campaigns/shared-audiences.ts';
import { readTemplate } from '../../../shared/email/read-template.ts';
import { decodeText } from '../../../shared/files/text.ts';
import { readSettings } from '../../../shared/operations/read-settings.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { fileWords } from '../../../shared/words/file.ts';

/** What is said about a mistake. */
function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('this was not refused');
}

/** A sentence in English is four words in a row. Keys and values of the file are fewer, or have commas between them. */
const english = /\b[a-z']+ [a-z']+ [a-z']+ [a-z']+\b/i;
const han = /\p{Script=Han}/u;

/** The sentences that the checks of a schema have of their own, in all its parts. */
function sentencesOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const own = 'error' in schema && typeof schema.error === 'function' ? [schema.error({ input: 'XXX' })] : [];
  const inner = Object.entries(schema).filter(([key]) => key !== 'parent');
  const deeper = inner.flatMap(([, value]) => sentencesOf(value, seen));
  return [...own.filter((one): one is string => typeof one === 'string'), ...deeper];
}

describe('what a file gets wrong is said in Chinese', () => {
  test.each<[string, z.ZodType]>([
    ['campaigns', campaignSchema],
    ['audiences', audienceFileSchema],
    ['settings', settingsSchema],
  ])('by every sentence in the schema of %s', (_, schema) => {
    const sentences = [...new Set(sentencesOf(schema))];
    expect(sentences.length).toBeGreaterThan(5);
    for (const sentence of sentences) expect(fileWords.zh.sentence(sentence), sentence).toMatch(han);
  });

  test.each([
    ['currency: XXQ'],
    ['timeZone: Beijing'],
    ['shopUrl: shop'],
    ['shopUrl: "javascript:x"'],
    ['apiUrl: http://api.shop.example'],
    ['email: { from: My Shop }'],
    ["email: { from: '\"My Shop <a@shop.example>' }"],
    ['email: { replyTo: help }'],
    ['postalAddress: ""'],
    ['shopName: 5'],
    ['defaultLanguage: de'],
    ['value: { margin: 0 }'],
    ['value: { months: 100 }'],
    ['callbacks: { attempts: 1.5, requiresConsent: maybe }'],
    ['tiers: { silver: 200 USD }'],
    ['tiers: { silver: 900 }'],
    ['tier: { silver: 900 }'],
    ['lifecycle: { assumedGapsDays: { active: 9, cooling: 8, silent: 7 } }'],
    ['lifecycle: { activeUpTo: 0.95 }'],
    ['lifecycle: { lostBelow: 1.5 }'],
    ['effective: { weights: { value: 0, influence: 0, loyalty: 0 } }'],
    ['limits: { email: 3 }'],
    ['limits: { phone: [{ messages: 3 }] }'],
    ['limits: { notWhile: holiday }'],
    ['- a list'],
  ])('in the settings %s', (text) => {
    const refusal = refusalOf(() => readSettings(text, 's.yaml', defaultSettings, 'zh'));
    expect(refusal).not.toMatch(english);
    for (const line of refusal.split('\n')) expect(line).toMatch(han);
  });

  test.each([
    ['name: ""'],
    ['steps: []'],
    ['steps: [{ after: 0d }]'],
    ['steps: [{ after: 3, email: { template: A } }]'],
    ['steps: [{ after: 1d, coupon: { percentOff: 99, validFor: 6h, template: a } }]'],
    ['steps: [{ after: 1d, callback: { script: a, within: 0d } }]'],
    ['audience: { locale: [] }'],
    ['audience: { orders: {} }'],
    ['audience: { orders: { atLeast: 2, atMost: 1 } }'],
    ['audience: { rfm: { recency: { atLeast: 9 } } }'],
    ['holdout: 10'],
    ['holdout: 100%'],
    ['goal: { event: click, within: 1d }'],
    ['reenter: 180d'],
    ['stopAt: order'],
    ['notWhile: holiday'],
    ['steps: [{ after: 1d, expires: 0d, email: { template: a } }]'],
    ['name: A\naudience: {}\nreenter: { after: 7d }\nsteps: [{ after: 0d, email: { template: a } }]'],
    ['variants: [short, long]'],
    ['variants: { Short: 50%, long: 40% }'],
    [
      'name: A\naudience: {}\nvariants: { short: 50%, long: 50% }\nsteps: [{ after: 0d, email: { template: a } }]',
    ],
    ['name: A\naudience: {}\nsteps: [{ after: 0d, variant: short, email: { template: a } }]'],
  ])('in a campaign with %s', (line) => {
    const refusal = refusalOf(() => readCampaign(`${line}\n`, 'c.yaml', 'zh'));
    expect(refusal).not.toMatch(english);
    for (const one of refusal.split('\n')) expect(one).toMatch(han);
  });

  test.each([
    ['name: A\nname: B', 2, '写了两次'],
    ['name: A\n\taudience: {}', 2, '制表符'],
    ['steps:\n  - after: 0d\n   unless: x', 3, '缩进不一致'],
    ['name: "A', 1, '引号没有闭合'],
    ['audience: { tier: [gold }', 1, '括号'],
    ['audience: { tier: gold', 1, '括号没有闭合'],
    ['audience: { tier: gold type: new }', 1, '半角逗号'],
    ['name: Win: back', 1, '半角冒号时，整段文字要加引号'],
    ['name:Test\naudience: {}', 1, '键名后面要写半角冒号和一个空格'],
    ['name: @home', 1, '以此字符开头'],
    ['name: *star', 1, '以 * 或 & 开头'],
    ['name: "a\\q"', 1, '单引号'],
    ['name: A\n---\nname: B', 2, '删去 ---'],
  ])('where %j is no YAML', (text, line, words) => {
    const refusal = refusalOf(() => readCampaign(text, 'c.yaml', 'zh'));
    expect(refusal).toContain(words);
    expect(refusal).toContain(`c.yaml:${line}:`);
    expect(refusal).not.toMatch(english);
  });

  test.each([
    ['Hello', '模板开头须为'],
    ['---\nfrom: me\n---\nHello', '只能写 subject'],
    ['---\nsubject: "Hi\n---\nHello', '引号没有闭合'],
  ])('where %j is no template', (text, words) => {
    const refusal = refusalOf(() => readTemplate(text, 'a.zh.md', 'zh'));
    expect(refusal).toContain(words);
    expect(refusal).not.toMatch(english);
  });

  test.each([
    ['{{ customer.nmae }}', '是否想写 "customer.name"'],
    ['{{ customer.name }}', '可能为空'],
    ['{{ coupon.code }}', '不带优惠券'],
    ['{{ shop.name | shout }}', '没有过滤器 "shout"'],
    ['{% shout %}', '没有 {% shout %} 这个标签'],
    ['{% if customer.name %}Hi', '{% if customer.name %} 没有结束标签'],
    ['{{ shop.name', '须以 }} 结尾'],
    ['{% include "a.md" %}', '不能引用其他文件'],
    ['{% for x in %}{% endfor %}', '无法识别'],
    ['[看看](/sale)', '"/sale" 在邮件中打不开'],
  ])('where the template has %s', (body, words) => {
    const campaign = campaignSchema.parse({
      name: 'Test',
      audience: {},
      steps: [{ after: '0d', email: { template: 'hello' } }],
    });
    const [problem, ...others] = templateProblems(campaign, { hello: { zh: { subject: '好', body } } }, 'zh');
    expect(problem).toContain(words);
    expect(problem).toMatch(/^steps\.1: hello\.zh\.md: /);
    expect(others).toEqual([]);
  });

  test('where a file is not UTF-8', () => {
    expect(refusalOf(() => decodeText(Buffer.from('Grüße', 'latin1'), 'a.md', 'zh'))).toContain('不是 UTF-8');
  });
});
