import type { SimulatedClock } from '../../infra/local/clock.ts';
import { nightBegins } from '../../infra/local/scheduler.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { addDays, instantOfLocal, type PlainDate } from '../../shared/calendar.ts';
import { RekindleError } from '../../shared/errors.ts';
import type { SimulatedShop } from '../shop/simulated-shop.ts';
import type { MailReaders } from './mail-readers.ts';
import { workTheQueue } from './staff.ts';
import { redeemCoupons, sendActivity, sendOrders } from './webhooks.ts';

export interface SimulatedDays {
  readonly stack: Stack;
  readonly clock: SimulatedClock;
  readonly shop: SimulatedShop;
  readonly readers: MailReaders;
  readonly timeZone: string;
  /** How many calls the one member of staff gets through in a day. */
  readonly callsADay: number;
}

/**
 * One day and the night before it: the night, customers at their mailboxes, staff at the phone after lunch,
 * and the day's orders and visits as they come in, up to the next midnight.
 * @throws RekindleError when the night does not end well
 */
export async function liveThrough(day: PlainDate, days: SimulatedDays): Promise<void> {
  const { stack, clock, shop, readers, timeZone } = days;
  const atLocal = (time: string) => Date.parse(instantOfLocal(`${day}T${time}`, timeZone));
  const reachWithMail = async (ms: number) => {
    for (const reaction of readers.reactionsUntil(ms)) {
      await clock.advanceTo(reaction.atMs, () => stack.idle());
      await readers.carryOut(reaction);
    }
    await clock.advanceTo(ms, () => stack.idle());
  };
  await reachWithMail(atLocal(nightBegins));
  const night = await stack.runNight(day);
  if (night.status !== 'SUCCEEDED') {
    throw new RekindleError(`ended as ${night.status}: ${night.error ?? ''} ${night.cause ?? ''}`, {
      where: `night ${day}`,
    });
  }
  await stack.idle();
  await readers.collectMail();
  await reachWithMail(atLocal('14:00:00'));
  await workTheQueue(stack, shop, 'Sam', days.callsADay);
  await stack.idle();
  await readers.collectMail();
  const midnight = Date.parse(instantOfLocal(`${addDays(day, 1)}T00:00:00`, timeZone));
  await reachWithMail(midnight - 1000);
  const orders = shop.sendingsOn(day);
  await redeemCoupons(stack.endpoints.api, orders);
  await sendOrders(stack.endpoints.api, orders);
  await sendActivity(stack.endpoints.api, shop.activityOn(day));
}
