import { expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import {
  dayWarnings,
  earliestBroadcast,
  earliestDecision,
  warningsOf,
} from '../../../shared/campaigns/warnings.ts';
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

test('a broadcast whose customers no night will choose any more learns of the first day that it can be for', () => {
  const { campaign } = campaignOf({ trigger: { broadcast: '2026-12-10' } });
  const publishedAt = (at: string) => earliestBroadcast(campaign, instant(at), 'Europe/Berlin');
  // The night of the 9th begins at four.
  expect(publishedAt('2026-12-09T02:59:00Z')).toBeUndefined();
  expect(publishedAt('2026-12-09T03:00:00Z')).toBe('2026-12-11');
  expect(publishedAt('2026-12-24T12:00:00Z')).toBe('2026-12-26');
  expect(earliestBroadcast(campaignOf().campaign, instant('2026-12-24T12:00:00Z'), 'UTC')).toBeUndefined();
  expect(dayWarnings(campaign, instant('2026-12-10T12:00:00Z'), 'UTC', 'zh')).toEqual([
    expect.stringContaining('2026-12-12'),
  ]);
});
