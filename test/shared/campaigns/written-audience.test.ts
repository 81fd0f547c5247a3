import { expect, test } from 'vitest';
import { AudienceFileError } from '../../../shared/campaigns/shared-audiences.ts';
import { asWritten, namedIn, readAudience } from '../../../shared/campaigns/written-audience.ts';

const known = new Map([['valuable', { any: [{ tier: ['gold'] }, { spent: { atLeast: 200 } }] }]]);

function problemsIn(text: string) {
  try {
    readAudience(text, known);
  } catch (error) {
    if (error instanceof AudienceFileError) return error.problems;
  }
  return [];
}

test('conditions are read by themselves, with the audiences that they name', () => {
  const audience = readAudience('lifecycle: [silent]\naudience: valuable\n', known);
  expect(audience).toMatchObject({ lifecycle: ['silent'], audience: { name: 'valuable' } });
  expect(readAudience('valuable', known)).toMatchObject({ audience: { name: 'valuable' } });
});

test.each([
  ['lifecycle: [silent]\nteir: gold', 2],
  ['any:\n  - tier: [gold]\n  - audience: valuble', 3],
  ['tier: [gold', 1],
  ['{}', 1],
  ['- 1', 1],
  ['not: { tier: [gold], lifecycle: [lost] }', 1],
])('what is wrong with %j is said with its line', (text, line) => {
  const problems = problemsIn(text);
  expect(problems[0]?.line).toBe(line);
  expect(problems).toHaveLength(1);
});

test('what is published is written again with the names of others, however deep', () => {
  const published = {
    all: [{ not: { audience: { name: 'valuable', is: { audience: { name: 'loyal', is: {} } } } } }],
    tier: ['gold'],
  };
  expect(asWritten(published)).toEqual({ all: [{ not: { audience: 'valuable' } }], tier: ['gold'] });
  expect(namedIn(published).map(([name]) => name)).toEqual(['valuable', 'loyal']);
});
