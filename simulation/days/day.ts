import type { SimulatedClock } from '../../infra/local/clock.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { addDays, instantFromMs, instantOfLocal, type PlainDate } from '../../shared/calendar.ts';
import { RekindleError } from '../../shared/errors.ts';
import { nightBeginsAtTime } from '../../shared/night-begins.ts';
import type { SimulatedShop } from '../shop/simulated-shop.ts';
import type { MailReaders } from './mail-readers.ts';
import { workCallbackQueue } from './staff.ts';
import { redeemCoupons, sendActivity, sendOrders } from './webhooks.ts';

/** What a simulated day needs: the running stack with its clock, and the simulated people. */
export interface SimulationContext {
  readonly stack: Stack;
  readonly clock: SimulatedClock;
  readonly shop: SimulatedShop;
  readonly readers: MailReaders;
  readonly timeZone: string;
  /** The number of calls that the only member of staff makes per day. */
  readonly callsPerDay: number;
}

/**
 * Simulates one day and the night before it: the nightly workflow, customers reading their email, staff making calls
 * after lunch, and the day's orders and interactions, up to the next midnight.
 *
 * @throws RekindleError when the night does not succeed
 */
export async function simulateDay(day: PlainDate, context: SimulationContext): Promise<void> {
  const { stack, clock, shop, readers, timeZone } = context;
  const atLocal = (time: string) => Date.parse(instantOfLocal(`${day}T${time}`, timeZone));
  const readMailUntil = async (ms: number) => {
    for (const reaction of readers.takeReactionsUntil(ms)) {
      await clock.advanceTo(reaction.atMs, () => stack.idle());
      await readers.carryOut(reaction);
    }
    await clock.advanceTo(ms, () => stack.idle());
  };
  const advanceWithMail = async (ms: number) => {
    for (let dueMs = await nextDueMs(context); dueMs <= ms; dueMs = await nextDueMs(context)) {
      await readMailUntil(dueMs);
      await stack.startCampaigns();
      await stack.idle();
      await readers.collectMail();
    }
    await readMailUntil(ms);
  };
  await advanceWithMail(atLocal(nightBeginsAtTime) - 1);
  await clock.advanceTo(atLocal(nightBeginsAtTime));
  const night = await stack.runNight(day);
  if (night.status !== 'SUCCEEDED') {
    throw new RekindleError(`ended as ${night.status}: ${night.error ?? ''} ${night.cause ?? ''}`, {
      where: `night ${day}`,
    });
  }
  await stack.idle();
  await readers.collectMail();
  await advanceWithMail(atLocal('14:00:00'));
  await workCallbackQueue(stack, shop, 'Sam', context.callsPerDay);
  await stack.idle();
  await readers.collectMail();
  const midnight = Date.parse(instantOfLocal(`${addDays(day, 1)}T00:00:00`, timeZone));
  await advanceWithMail(midnight - 1000);
  const orders = shop.webhooksOn(day);
  await redeemCoupons(stack.endpoints.api, orders);
  await sendOrders(stack.endpoints.api, orders);
  await sendActivity(stack.endpoints.api, shop.activityOn(day));
}

const minuteMs = 60_000;

/** The next minute in which a campaign step is due: the scheduler looks each minute, and finds nothing in the others. */
async function nextDueMs({ stack, clock }: SimulationContext): Promise<number> {
  const next = await stack.store.due.firstAfter(instantFromMs(clock.now()));
  return next === undefined ? Number.POSITIVE_INFINITY : Math.ceil(Date.parse(next.at) / minuteMs) * minuteMs;
}
