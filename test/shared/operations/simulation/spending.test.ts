import { expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import type { StepRan } from '../../../../shared/operations/simulation/journey.ts';
import { createSpendingLog } from '../../../../shared/operations/simulation/spending.ts';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import { campaignOf, customer } from '../../campaigns/campaigns.ts';

const gift = campaignOf({
  steps: [
    { after: '0d', email: { template: 'hello' } },
    { after: '1d', coupon: { amountOff: 5, validFor: '14d', template: 'gift' } },
    { after: '2d', points: { grant: 10 } },
  ],
});
const ranOn = (day: string, index: number, outcome: StepRan['outcome']): StepRan => {
  const step = gift.campaign.steps[index];
  if (step === undefined) throw new Error('there is such a step');
  const at = instant(`${day}T12:00:00Z`);
  return { index, step, at, on: plainDate(day), outcome, isPostponed: false, profile: customer };
};
const at = instant('2026-11-01T12:00:00Z');
const sent = { state: 'sent', at, messageId: 'm' } as const;

test('a budget runs out on the first day on which it has no more room, in whatever order customers are simulated', () => {
  const log = createSpendingLog({ messages: 4, coupons: 2, discount: 10 }, defaultSettings.currency);
  log.add(ranOn('2026-11-03', 1, sent));
  for (const index of [0, 0, 1]) log.add(ranOn('2026-11-02', index, sent));
  log.add(ranOn('2026-11-01', 1, sent));
  expect(log.spending()).toEqual([
    { part: 'messages', limit: 4, spent: 5, usedUpOn: '2026-11-03' },
    { part: 'coupons', limit: 2, spent: 3, usedUpOn: '2026-11-03' },
    { part: 'discount', limit: 10, spent: 15, usedUpOn: '2026-11-03' },
  ]);
});

test('a budget is used up by messages alone, and never by what was skipped, held out or is no message', () => {
  const log = createSpendingLog({ messages: 1 }, defaultSettings.currency);
  log.add(ranOn('2026-11-01', 0, { state: 'skipped', at, reason: 'capped' }));
  log.add(ranOn('2026-11-01', 0, 'held-out'));
  log.add(ranOn('2026-11-01', 2, { state: 'done', at }));
  log.add(ranOn('2026-11-02', 0, sent));
  expect(log.spending()).toEqual([{ part: 'messages', limit: 1, spent: 1 }]);
});

test('a campaign without a budget has nothing to run out of', () => {
  expect(createSpendingLog(undefined, defaultSettings.currency).spending()).toEqual([]);
});
