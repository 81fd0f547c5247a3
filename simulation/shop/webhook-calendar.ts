import { drawTimeOfDay } from './opening-hours.ts';
import { orderOutcomeOf } from './order-outcome.ts';
import { personalityOf } from './personality.ts';
import { createRandomStream } from './random.ts';

/** One webhook to be sent on a day: which order of which customer, and which of the order's webhooks. */
export interface PlannedWebhook {
  readonly customer: number;
  readonly orderIndex: number;
  /** Index of the webhook in the order's outcome. */
  readonly webhook: number;
}

/** Which webhooks are sent on which day. Takes 8 bytes per webhook, so that a million customers fit in memory. */
export interface WebhookCalendar {
  /** Adds all webhooks of an order placed on day `day`, except those after the period. */
  plan(customer: number, orderIndex: number, day: number): void;
  /** The webhooks of a day, in no particular order. */
  on(day: number): PlannedWebhook[];
}

/** Orders caused by campaigns are numbered from here; the customer's own orders stay below. */
export const firstExtraOrder = 8192;

const webhooksPerOrder = 4;
const ordersPerCustomer = 2 * firstExtraOrder;
const webhooksPerCustomer = webhooksPerOrder * ordersPerCustomer;

/** The time of day at which an order is placed, as a fraction of the day. */
export const timeOfOrder = (seed: number, customer: number, orderIndex: number): number =>
  drawTimeOfDay(createRandomStream(seed, customer, 'momentOfOrder', orderIndex));

/** An empty calendar. @param days length of the period */
export function createWebhookCalendar(seed: number, days: number): WebhookCalendar {
  const packedByDay: number[][] = Array.from({ length: days }, () => []);
  return {
    plan(customer, orderIndex, day) {
      const { webhooks } = orderOutcomeOf(seed, customer, orderIndex, personalityOf(seed, customer));
      const timeOfDay = timeOfOrder(seed, customer, orderIndex);
      for (const [webhook, { afterDays }] of webhooks.entries()) {
        const sentOn = Math.floor(day + timeOfDay + afterDays);
        packedByDay[sentOn]?.push(customer * webhooksPerCustomer + orderIndex * webhooksPerOrder + webhook);
      }
    },
    on: (day) => (packedByDay[day] ?? []).map(unpack),
  };
}

function unpack(packed: number): PlannedWebhook {
  const withinCustomer = packed % webhooksPerCustomer;
  return {
    customer: Math.floor(packed / webhooksPerCustomer),
    orderIndex: Math.floor(withinCustomer / webhooksPerOrder),
    webhook: withinCustomer % webhooksPerOrder,
  };
}
