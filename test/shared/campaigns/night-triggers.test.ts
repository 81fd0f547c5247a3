import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../shared/calendar.ts';
import { roseOn, type TierTrigger } from '../../../shared/campaigns/triggers/tier.ts';
import { triggerSchema, whyNotTonight } from '../../../shared/campaigns/triggers/trigger.ts';
import type { Dated, Tier } from '../../../shared/profile/classes.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { classes, customer, today } from './campaigns.ts';

const tiersBefore = defaultSettings.tiers;
const month = today.slice(0, 7);

/** A customer whose tier was decided tonight, with what they have spent this month, in minor units. */
const riser = (
  { is, was, since = today }: Partial<Dated<Tier>> & Pick<Dated<Tier>, 'is'>,
  { spent = tiersBefore.platinum, lastDay = addDays(today, -1), firstDay = addDays(today, -300) } = {},
) => ({
  ...customer,
  classes: { ...classes, tier: { is, since, ...(was && { was }) } },
  orders: { ...customer.orders, spentByMonth: { [month]: spent }, firstDay, lastDay },
});

const enters = (written: object, who: ReturnType<typeof riser>, before = { tiersBefore }) =>
  whyNotTonight(triggerSchema.parse(written), who, { asOf: today, ...before }) === undefined;

describe('a campaign for reaching a tier', () => {
  const gold = { tierReached: 'gold' };

  test('lets in whom their orders have lifted to the tier tonight, or past it', () => {
    expect(enters(gold, riser({ is: 'gold', was: 'silver' }))).toBe(true);
    expect(enters(gold, riser({ is: 'platinum', was: 'bronze' }))).toBe(true);
    expect(enters({ tierReached: ['silver', 'platinum'] }, riser({ is: 'platinum', was: 'gold' }))).toBe(
      true,
    );
  });

  test('lets in nobody who had it already, fell to it, has not got so far, or rose on another night', () => {
    expect(enters(gold, riser({ is: 'platinum', was: 'gold' }))).toBe(false);
    expect(enters(gold, riser({ is: 'gold', was: 'platinum' }))).toBe(false);
    expect(enters(gold, riser({ is: 'silver', was: 'bronze' }))).toBe(false);
    const rose = riser({ is: 'gold', was: 'silver', since: addDays(today, -1) });
    expect(enters(gold, rose)).toBe(false);
  });

  test('is known afterwards by the day on which they rose', () => {
    const since = addDays(today, -5);
    const trigger: TierTrigger = { tierReached: ['gold'] };
    expect(roseOn(trigger, riser({ is: 'platinum', was: 'silver', since }))).toBe(since);
    expect(roseOn(trigger, riser({ is: 'gold', was: 'platinum', since }))).toBeUndefined();
    expect(roseOn(trigger, riser({ is: 'gold', since }))).toBeUndefined();
  });

  test('lets in nobody on the first night of a shop, nor an old customer on their own first', () => {
    expect(
      whyNotTonight(triggerSchema.parse(gold), riser({ is: 'gold', was: 'silver' }), { asOf: today }),
    ).toBe('trigger');
    expect(enters(gold, riser({ is: 'gold' }))).toBe(false);
    expect(enters(gold, riser({ is: 'gold' }, { firstDay: addDays(today, -1) }))).toBe(true);
  });

  test('lets in nobody whom only lower thresholds have lifted', () => {
    const spent = tiersBefore.gold - 1;
    expect(enters(gold, riser({ is: 'gold', was: 'silver' }, { spent }))).toBe(false);
    expect(enters({ tierReached: 'silver' }, riser({ is: 'gold', was: 'bronze' }, { spent }))).toBe(true);
  });

  test('lets in nobody whom orders of long ago have lifted, as an import brings them', () => {
    const rise = { is: 'gold', was: 'silver' } as const;
    expect(enters(gold, riser(rise, { lastDay: addDays(today, -7) }))).toBe(true);
    expect(enters(gold, riser(rise, { lastDay: addDays(today, -8) }))).toBe(false);
  });
});

describe('a campaign for the end of a coupon', () => {
  const threeBefore = { date: 'coupon-end', days: -3 };
  const holder = (unusedCoupons: Record<string, string>) => ({
    ...customer,
    unusedCoupons: Object.fromEntries(
      Object.entries(unusedCoupons).map(([code, day]) => [code, plainDate(day)]),
    ),
  });
  const isLetIn = (who: Parameters<typeof whyNotTonight>[1]) =>
    whyNotTonight(triggerSchema.parse(threeBefore), who, { asOf: today }) === undefined;

  test('lets in whose unused coupon ends so many days later, on that night alone', () => {
    expect(isLetIn(holder({ A: addDays(today, 3) }))).toBe(true);
    expect(isLetIn(holder({ A: addDays(today, 30), B: addDays(today, 3) }))).toBe(true);
    for (const days of [-3, 0, 2, 4]) expect(isLetIn(holder({ A: addDays(today, days) }))).toBe(false);
    expect(isLetIn(holder({}))).toBe(false);
    expect(isLetIn(customer)).toBe(false);
  });

  test('is refused when it is about the days after', () => {
    expect(triggerSchema.safeParse({ date: 'coupon-end', days: 1 }).success).toBe(false);
    expect(triggerSchema.safeParse({ date: 'coupon-end' }).success).toBe(true);
  });
});
