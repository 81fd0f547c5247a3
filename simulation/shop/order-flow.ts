import type { PlainDate } from '../../shared/calendar.ts';
import { fortuneOf } from './aftermath.ts';
import type { OrderInput, OrderOrigin, OrderWriter } from './order-writer.ts';
import type { Period } from './period.ts';
import { momentOfOrder, type PlannedSending, type SendingCalendar } from './sending-calendar.ts';
import { temperOf } from './temper.ts';

export interface OrderFlow {
  /** All webhooks of a day, by time. */
  sendingsOn(day: PlainDate): OrderInput[];
  /** The orders that are first sent on a day, as they stand at the end of the period. */
  ordersSentOn(day: PlainDate): OrderInput[];
  /** One order as it stands at the end of the period. */
  asItStands(origin: OrderOrigin): OrderInput;
}

/** Turns the calendar's entries into orders. They are written when they are read and not kept. */
export function orderFlow(
  seed: number,
  period: Period,
  calendar: () => SendingCalendar,
  writer: OrderWriter,
): OrderFlow {
  /** Which order a sending carries, and when it goes out. */
  function trace({ customer, orderIndex, webhook }: PlannedSending, day: number) {
    const sent = fortuneOf(seed, customer, orderIndex, temperOf(seed, customer)).webhooks[webhook];
    const { version, afterDays } = sent ?? { version: 'placed' as const, afterDays: 0 };
    const sentAfter = momentOfOrder(seed, customer, orderIndex) + afterDays;
    const placedOn = day - Math.floor(sentAfter);
    return { customer, orderIndex, day: placedOn, version, sentAt: placedOn + sentAfter };
  }

  const byTime = (sendings: readonly PlannedSending[], day: number) =>
    sendings
      .map((sending) => trace(sending, day))
      .sort((a, b) => a.sentAt - b.sentAt || a.customer - b.customer || a.orderIndex - b.orderIndex);

  const endMs = period.msAt(period.days);

  function asItStands(origin: OrderOrigin): OrderInput {
    const changed = writer.write(origin, 'changed');
    return Date.parse(changed.updatedAt) < endMs ? changed : writer.write(origin, 'placed');
  }

  return {
    asItStands,
    sendingsOn(day) {
      const index = period.indexOf(day);
      return byTime(calendar().on(index), index).map((sent) => writer.write(sent, sent.version));
    },
    ordersSentOn(day) {
      const index = period.indexOf(day);
      const firstSent = calendar()
        .on(index)
        .filter((sending) => sending.webhook === 0);
      return byTime(firstSent, index).map(asItStands);
    },
  };
}
