import type { PlainDate } from '../../shared/calendar.ts';
import { orderOutcomeOf } from './order-outcome.ts';
import type { OrderInput, OrderOrigin, OrderWriter } from './order-writer.ts';
import type { Period } from './period.ts';
import { personalityOf } from './personality.ts';
import { type PlannedWebhook, timeOfOrder, type WebhookCalendar } from './webhook-calendar.ts';

/** The orders of a shop by the day on which its webhooks send them. */
export interface OrderFlow {
  /** All webhooks of a day, by time. */
  webhooksOn(day: PlainDate): OrderInput[];
  /** The orders first sent on a day, in their state at the end of the period. */
  ordersSentOn(day: PlainDate): OrderInput[];
  /** One order in its state at the end of the period. */
  finalVersion(origin: OrderOrigin): OrderInput;
}

/** Turns the calendar's entries into orders, which are created on demand and not kept. */
export function createOrderFlow(
  seed: number,
  period: Period,
  calendar: () => WebhookCalendar,
  writer: OrderWriter,
): OrderFlow {
  /** Which order a webhook carries, and when it is sent. */
  function trace({ customer, orderIndex, webhook }: PlannedWebhook, day: number) {
    const sent = orderOutcomeOf(seed, customer, orderIndex, personalityOf(seed, customer)).webhooks[webhook];
    const { version, afterDays } = sent ?? { version: 'placed' as const, afterDays: 0 };
    const sentAfter = timeOfOrder(seed, customer, orderIndex) + afterDays;
    const placedOn = day - Math.floor(sentAfter);
    return { customer, orderIndex, day: placedOn, version, sentAt: placedOn + sentAfter };
  }

  const byTime = (webhooks: readonly PlannedWebhook[], day: number) =>
    webhooks
      .map((planned) => trace(planned, day))
      .sort((a, b) => a.sentAt - b.sentAt || a.customer - b.customer || a.orderIndex - b.orderIndex);

  const endMs = period.msAt(period.days);

  function finalVersion(origin: OrderOrigin): OrderInput {
    const changed = writer.write(origin, 'changed');
    return Date.parse(changed.updatedAt) < endMs ? changed : writer.write(origin, 'placed');
  }

  return {
    finalVersion,
    webhooksOn(day) {
      const index = period.indexOf(day);
      return byTime(calendar().on(index), index).map((sent) => writer.write(sent, sent.version));
    },
    ordersSentOn(day) {
      const index = period.indexOf(day);
      const firstSent = calendar()
        .on(index)
        .filter((planned) => planned.webhook === 0);
      return byTime(firstSent, index).map(finalVersion);
    },
  };
}
