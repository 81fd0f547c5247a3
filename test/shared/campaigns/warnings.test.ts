import { expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import { earliestDecision, warningsOf } from '../../../shared/campaigns/warnings.ts';
import { campaignOf } from './campaigns.ts';

const email = { template: 'hello' };
const withGuards = (...unless: readonly (string | string[])[]) =>
  campaignOf({ steps: unless.map((one) => ({ after: '0d', unless: one, email })) }).campaign;

test('a step that is guarded by opens is worth a thought, since mail programs open as well', () => {
  expect(warningsOf(withGuards('ordered', ['opened', 'ordered'], 'clicked'))).toEqual([
    { kind: 'guarded-by-opens', step: 2 },
  ]);
});

test('so is one that is only for those who opened, or that asks so of an earlier step', () => {
  const { campaign } = campaignOf({
    steps: [
      { after: '0d', name: 'hello', email },
      { after: '1d', onlyIf: 'opened', email },
      { after: '2d', unless: { step: 'hello', was: 'opened' }, email },
      { after: '3d', onlyIf: ['ordered', { step: 'hello', was: 'opened' }], email },
      { after: '4d', onlyIf: { step: 'hello', was: 'clicked' }, email },
    ],
  });
  expect(warningsOf(campaign).map(({ step }) => step)).toEqual([2, 3, 4]);
});

test('a campaign that decides before anybody’s goal has ended learns from which day on it may', () => {
  const deciding = (decideOn: string) =>
    campaignOf({ decideOn, goal: { event: 'order', within: '30d' } }).campaign;
  const published = plainDate('2026-12-01');
  expect(earliestDecision(deciding('2026-12-31'), published)).toBe('2027-01-01');
  expect(earliestDecision(deciding('2027-01-01'), published)).toBeUndefined();
  expect(earliestDecision(campaignOf().campaign, published)).toBeUndefined();
});
