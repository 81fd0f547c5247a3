import { expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import {
  earliestBroadcast,
  earliestDecision,
  untimely,
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

test('a broadcast whose customers can no longer be chosen learns from which day on it may be', () => {
  const on = (broadcast: string) => campaignOf({ trigger: { broadcast } }).campaign;
  const nextNight = plainDate('2026-12-02');
  for (const day of ['2020-01-01', '2026-12-01', '2026-12-02'])
    expect(earliestBroadcast(on(day), nextNight)).toBe('2026-12-03');
  expect(earliestBroadcast(on('2026-12-03'), nextNight)).toBeUndefined();
  expect(earliestBroadcast(campaignOf().campaign, nextNight)).toBeUndefined();
  const days = { today: plainDate('2026-12-01'), nextNight };
  expect(untimely(on('2026-12-02'), days, 'en')).toEqual([
    expect.stringContaining('let it begin on 2026-12-03 or later'),
  ]);
  expect(untimely(on('2026-12-02'), days, 'zh')).toEqual([expect.stringContaining('2026-12-03 或之后')]);
});
