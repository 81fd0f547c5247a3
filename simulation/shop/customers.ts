import type { PlainDate } from '../../shared/calendar.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { customerIdOf, isProspect, localeOf, type Person, personOf } from './people.ts';
import type { Period } from './period.ts';
import { type BuyingLife, buyingLife, type Fate } from './rhythm.ts';
import { type Feasts, type FeltTimes, feastsOf, feltTimes } from './seasons.ts';
import { temperOf } from './temper.ts';

/** A customer with the latent truth, which the shop itself never learns: for tests, and for judging reports. */
export interface SimulatedCustomer {
  readonly id: CustomerId;
  readonly number: number;
  readonly person: Person;
  readonly truth: {
    readonly fate: Fate;
    readonly firstOrderOn: PlainDate;
    /** Mean days between orders while all is well. */
    readonly meanGapDays: number;
    /** Orders in the period without any campaign, cancelled ones included. */
    readonly ownOrders: number;
    /** Present when it happens within the period. */
    readonly slowsOn?: PlainDate;
    /** From this day on nothing brings the customer back. Present when it happens within the period. */
    readonly goneFrom?: PlainDate;
    readonly isDiscountDriven: boolean;
    readonly isHardToPlease: boolean;
    readonly hasDeadAddress: boolean;
  };
}

const neverBuys: BuyingLife = { fate: 'stops', meanGapDays: 0, orderDays: [] };

/** Draws lives; the felt times are made once for all who share them. */
export function createLifeDrawer(seed: number, period: Period): (customer: number) => BuyingLife {
  const times: Readonly<Record<Feasts, FeltTimes>> = {
    western: feltTimes(period, 'western'),
    chinese: feltTimes(period, 'chinese'),
  };
  return (customer) => {
    if (isProspect(customer)) return neverBuys;
    const { arrivals, seasons } = times[feastsOf(localeOf(seed, customer))];
    return buyingLife(seed, customer, arrivals, seasons, period.days);
  };
}

/** Customer `number` of a shop, as `life` says. */
export function simulatedCustomer(
  seed: number,
  number: number,
  life: BuyingLife,
  period: Period,
): SimulatedCustomer {
  const { isDiscountDriven, isHardToPlease, hasDeadAddress } = temperOf(seed, number);
  const { fate, meanGapDays, orderDays, slowsOnDay, goneFromDay } = life;
  return {
    id: customerIdOf(number),
    number,
    person: personOf(seed, number),
    truth: {
      fate,
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
