import { fortuneOf } from './aftermath.ts';
import { momentOfDay } from './opening-hours.ts';
import { createRandomStream } from './random.ts';
import { temperOf } from './temper.ts';

/** One webhook that goes out on a day: which order of which customer, and which of the order's webhooks. */
export interface PlannedSending {
  readonly customer: number;
  readonly orderIndex: number;
  readonly webhook: number;
}

/** Which sendings go out on which day. Holds 8 bytes for each, so that a million customers fit in memory. */
export interface SendingCalendar {
  /** Enters all webhooks of an order that is placed on day `day`; those after the period are left out. */
  plan(customer: number, orderIndex: number, day: number): void;
  /** The sendings of a day, in no particular order. */
  on(day: number): PlannedSending[];
}

/** Orders of campaigns' making are numbered from here; the customer's own stay below. */
export const firstExtraOrder = 8192;

const webhooksPerOrder = 4;
const ordersPerCustomer = 2 * firstExtraOrder;
const roomPerCustomer = webhooksPerOrder * ordersPerCustomer;

/** When in its day an order is placed, as a fraction of the day. */
export const momentOfOrder = (seed: number, customer: number, orderIndex: number): number =>
  momentOfDay(createRandomStream(seed, customer, 'momentOfOrder', orderIndex));

/** An empty calendar of a shop. */
export function createSendingCalendar(seed: number, days: number): SendingCalendar {
  const packedByDay: number[][] = Array.from({ length: days }, () => []);
  return {
    plan(customer, orderIndex, day) {
      const { webhooks } = fortuneOf(seed, customer, orderIndex, temperOf(seed, customer));
      const moment = momentOfOrder(seed, customer, orderIndex);
      for (const [webhook, { afterDays }] of webhooks.entries()) {
        const sentOn = Math.floor(day + moment + afterDays);
        packedByDay[sentOn]?.push(customer * roomPerCustomer + orderIndex * webhooksPerOrder + webhook);
      }
    },
    on: (day) => (packedByDay[day] ?? []).map(unpack),
  };
}

function unpack(packed: number): PlannedSending {
  const withinCustomer = packed % roomPerCustomer;
  return {
    customer: Math.floor(packed / roomPerCustomer),
    orderIndex: Math.floor(withinCustomer / webhooksPerOrder),
    webhook: withinCustomer % webhooksPerOrder,
  };
}
