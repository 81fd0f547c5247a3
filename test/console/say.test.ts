import { describe, expect, test } from 'vitest';
import { line, something, speaker } from '../browser/say.ts';

const [inEnglish, inChinese] = [speaker('en'), speaker('zh')];

describe('a flow of the browser suite says in the language of its run', () => {
  test('a sentence of the console', () => {
    expect(inEnglish`Claim and call`.source).toBe('^(?:Claim and call)$');
    expect(inChinese`Claim and call`.source).toBe('^(?:认领并拨打)$');
  });

  test('a sentence with values in it, some of them words themselves', () => {
    expect('Publish “Spring”?').toMatch(inEnglish`Publish “${'Spring'}”?`);
    expect('发布“Spring”？').toMatch(inChinese`Publish “${'Spring'}”?`);
    expect('移除生命周期').toMatch(inChinese`Remove ${inChinese`Lifecycle`}`);
  });

  test('every way of saying it, where entries are alike only in English', () => {
    const { texts } = inChinese`Customers`;
    expect(texts).toContain('客户');
    expect(texts).toContain('客户数');
    expect(inEnglish`Customers`.texts).toEqual(['Customers']);
  });

  test('a sentence with something open, and several in a row', () => {
    const entering = inChinese`${something} customers would enter tonight; ${something} of them can be reached.`;
    expect('今晚将有 8 位客户进入，其中 7 位可触达。').toMatch(entering);
    expect('Tiers › Silver from 200 EUR').toMatch(line`${inEnglish`Tiers`} › ${inEnglish`Silver from`} …`);
  });

  test('what a schema says', () => {
    expect('等级门槛须递增：silver < gold < platinum').toMatch(
      inChinese`tiers must rise: silver < gold < platinum`,
    );
  });

  test('nothing that the console does not say', () => {
    expect(() => inEnglish`Claim and cal`).toThrow('the console never says “Claim and cal”');
    expect(() => inChinese`认领并拨打`).toThrow('never says');
    expect('Claim and call now').not.toMatch(inEnglish`Claim and call`);
  });
});
