import type { PlainDate } from '../../shared/calendar.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { type Baseline, type BuyingPattern, drawBaseline } from './baseline.ts';
import { customerIdOf, isProspect, localeOf, type Person, personOf } from './people.ts';
import type { Period } from './period.ts';
import { personalityOf } from './personality.ts';
import { type HolidayCalendar, holidayCalendarOf, type SeasonalTimes, seasonalTimesOf } from './seasons.ts';

/** A customer with the hidden truth about them, which the shop never learns. For tests and for judging reports. */
export interface SimulatedCustomer {
  readonly id: CustomerId;
  readonly number: number;
  readonly person: Person;
  readonly truth: {
    readonly buyingPattern: BuyingPattern;
    readonly firstOrderOn: PlainDate;
    /** Mean days between orders, before any slowdown. */
    readonly meanGapDays: number;
    /** Number of orders in the period without any campaign, including cancelled ones. */
    readonly ownOrders: number;
    /** Present only when it happens within the period. */
    readonly slowsOn?: PlainDate;
    /** From this day on nothing brings the customer back. Present only when it is within the period. */
    readonly goneFrom?: PlainDate;
    readonly isDiscountDriven: boolean;
    readonly isHardToPlease: boolean;
    readonly hasDeadAddress: boolean;
  };
}

const neverBuys: Baseline = { buyingPattern: 'stops', meanGapDays: 0, orderDays: [] };

/** A function that draws a customer's baseline; seasonal times are computed once per holiday calendar. */
export function createBaselineGenerator(seed: number, period: Period): (customer: number) => Baseline {
  const times: Readonly<Record<HolidayCalendar, SeasonalTimes>> = {
    western: seasonalTimesOf(period, 'western'),
    chinese: seasonalTimesOf(period, 'chinese'),
  };
  return (customer) => {
    if (isProspect(customer)) return neverBuys;
    const { arrivals, seasons } = times[holidayCalendarOf(localeOf(seed, customer))];
    return drawBaseline(seed, customer, arrivals, seasons, period.days);
  };
}

/** Customer `number` of a shop, described from their baseline. */
export function simulatedCustomer(
  seed: number,
  number: number,
  baseline: Baseline,
  period: Period,
): SimulatedCustomer {
  const { isDiscountDriven, isHardToPlease, hasDeadAddress } = personalityOf(seed, number);
  const { buyingPattern, meanGapDays, orderDays, slowsOnDay, goneFromDay } = baseline;
  return {
    id: customerIdOf(number),
    number,
    person: personOf(seed, number),
    truth: {
      buyingPattern,
      firstOrderOn: period.dayAt(orderDays[0] ?? 0),
      meanGapDays,
      ownOrders: orderDays.length,
      ...(slowsOnDay !== undefined && { slowsOn: period.dayAt(slowsOnDay) }),
      ...(goneFromDay !== undefined && { goneFrom: period.dayAt(goneFromDay) }),
      isDiscountDriven,
      isHardToPlease,
      hasDeadAddress,
    },
  };
}
