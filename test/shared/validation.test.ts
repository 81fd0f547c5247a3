import { expect, test } from 'vitest';
import * as z from 'zod';
import { firstIssues, readableText, shortList, storageIssues } from '../../shared/validation.ts';

const issues = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `lines.${index}`, message: 'wrong' }));

test('issues are shown as they are while they are few and short', () => {
  expect(firstIssues(issues(3), 3)).toEqual(issues(3));
  expect(firstIssues([], 1)).toEqual([]);
});

test('issues beyond the first few are counted', () => {
  expect(firstIssues(issues(4), 3).at(-1)).toEqual({ path: '', message: 'and 1 more issue' });
  expect(firstIssues(issues(5_003), 3).at(-1)).toEqual({ path: '', message: 'and 5,000 more issues' });
});

test('a long message or path is shortened, and never in the middle of a character', () => {
  const [issue] = firstIssues([{ path: '😀'.repeat(500), message: `x${'😀'.repeat(500)}` }], 1);
  expect(issue?.path.length).toBeLessThanOrEqual(200);
  expect(issue?.message.length).toBeLessThanOrEqual(300);
  expect(issue?.path).toMatch(/^(😀)+…$/u);
  expect(issue?.message).toMatch(/^x(😀)+…$/u);
});

test.each([
  ['a text of the largest size', 'a'.repeat(379_990), 0],
  ['a text beyond it', 'a'.repeat(380_001), 1],
  ['whole characters', '😀', 0],
  ['half a character', '\uD83D', 1],
  ['the other half', '\uDE00', 1],
  ['the text of an escape', '\\ud83d', 0],
  ['half a character after a backslash', '\\\uD83D', 1],
])('%s is an issue for storing, or none', (_, text, count) => {
  expect(storageIssues({ t: text }, 't')).toHaveLength(count);
});

test('the elements of a list that is too long are not looked at', () => {
  let looked = 0;
  const element = z.number().refine(() => {
    looked += 1;
    return true;
  });
  const list = shortList(z.array(element).min(1, 'too short'), 2, 'too long');
  expect(list.safeParse([1, 2, 3]).error?.issues).toMatchObject([{ message: 'too long' }]);
  expect(looked).toBe(0);
  expect(list.safeParse([]).error?.issues).toMatchObject([{ message: 'too short' }]);
  expect(list.safeParse('no list').success).toBe(false);
  expect(list.parse([1, 2])).toEqual([1, 2]);
});

test('a readable text is trimmed, and not read when it is far too long', () => {
  expect(readableText(3).parse(' abc ')).toBe('abc');
  const longText = readableText(3).safeParse('abcdefg');
  expect(longText.error?.issues).toMatchObject([{ message: 'a text has at most 3 characters' }]);
});
