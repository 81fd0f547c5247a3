import type { PlainDate } from '../../shared/calendar.ts';
import { NotFoundError, RekindleError } from '../../shared/errors.ts';
import type { Currency } from '../../shared/money.ts';
import type { CallAnswer } from './call-answer.ts';
import { createCampaignEffects, type SimulatedCall, type SimulatedMail } from './campaign-effects.ts';
import type { EmailReaction } from './campaign-history.ts';
import { createCatalogue } from './catalogue.ts';
import { createBaselineGenerator, type SimulatedCustomer, simulatedCustomer } from './customers.ts';
import { createInteractionFlow, type InteractionInput } from './interaction-flow.ts';
import { createOrderFlow } from './order-flow.ts';
import { createOrderWriter, type OrderInput, orderIdOf } from './order-writer.ts';
import { customerIdOf, customerNumberOf, isProspect, maxCustomers, prospectNumber } from './people.ts';
import { createPeriod } from './period.ts';
import type { PurchaseState } from './purchase-state.ts';
import { createWebhookCalendar } from './webhook-calendar.ts';

export type { CallAnswer, CallOutcome } from './call-answer.ts';
export type { SimulatedCall, SimulatedMail } from './campaign-effects.ts';
export type { EmailReaction } from './campaign-history.ts';
export type { SimulatedCustomer } from './customers.ts';
export type { EmailEvent } from './email-reader.ts';
export type { InteractionInput } from './interaction-flow.ts';
export { couponCodeIn, type OrderInput } from './order-writer.ts';
export type { PurchaseState } from './purchase-state.ts';

/** What determines a simulated shop. */
export interface SimulatedShopOptions {
  /** A whole number from 0. The same seed always gives the same shop. */
  readonly seed: number;
  /** How many customers order at least once in the period. */
  readonly customers: number;
  /** The first and the last simulated day, including the days with campaigns. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly timeZone: string;
  readonly currency: Currency;
  /** The first day for which the shop sends interactions; the first simulated day when absent. */
  readonly activityFrom?: PlainDate;
}

/** An order that would not exist without a campaign or a call. */
export interface CausedOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly day: PlainDate;
  /** The id of the campaign that caused it. */
  readonly campaign: string;
}

/**
 * A shop whose customers buy, fall silent, read emails and answer the phone. What they do without campaigns depends on
 * the seed alone. What campaigns add depends on the emails and calls and on their order.
 */
export interface SimulatedShop {
  /** Everybody who ever orders, by number, with the hidden truth about them. */
  customers(): Iterable<SimulatedCustomer>;
  /** One customer. @throws NotFoundError for an id that does not belong to a buyer of this shop */
  customer(customerId: string): SimulatedCustomer;
  /** The true state of a customer on a day, including the effect of extra orders. */
  purchaseStateOn(customerId: string, day: PlainDate): PurchaseState;
  /**
   * Everything that the shop's webhooks send on a day, in order of time: new orders, later versions of earlier orders,
   * and a few repeats. A second call returns the same: what has been sent no longer changes.
   * @throws RekindleError for a day that is not simulated
   */
  webhooksOn(day: PlainDate): OrderInput[];
  /** The webhooks from `from` to `to`, both included, by default of the whole period. Created on demand. */
  webhooks(from?: PlainDate, to?: PlainDate): Iterable<OrderInput>;
  /** Every order first sent from `from` to `to`, once, by time, in its state at the end of the period. */
  orders(from?: PlainDate, to?: PlainDate): Iterable<OrderInput>;
  /** Every order of one customer in its state at the end of the period. Fast: it computes no other customer. */
  ordersOf(customerId: string): OrderInput[];
  /**
   * All interactions of a day, in order of time: visits, including those of prospects who never buy, feedback,
   * complaints and referrals. They depend on the seed alone.
   */
  activityOn(day: PlainDate): InteractionInput[];
  /** The interactions from `from` to `to`, both included, by default of the whole period. Created on demand. */
  activity(from?: PlainDate, to?: PlainDate): Iterable<InteractionInput>;
  /**
   * A customer's reactions to an email: events as SES raises them, none when it stays unread. Some then order,
   * as the campaign's response says, and customers with a coupon use it, both no earlier than the day after the last day
   * that was sent.
   * The same message again returns the same reactions and changes nothing.
   */
  reactToEmail(mail: SimulatedMail): readonly EmailReaction[];
  /** The answer to a call from staff; a successful call can cause orders. The same call again changes nothing. */
  answerCall(call: SimulatedCall): CallAnswer;
  /** The orders that campaigns and calls truly caused so far, including future ones. */
  causedOrders(): CausedOrder[];
}

/** Number of prospects, who look and never buy, for each customer. */
const prospectsPerCustomer = 0.08;

/**
 * Creates a simulated shop. That is cheap: everything is computed on demand.
 *
 * @throws RekindleError for a seed or a number of customers out of range
 */
export function createSimulatedShop(options: SimulatedShopOptions): SimulatedShop {
  const { seed, customers, currency } = options;
  assertWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  assertWhole('customers', customers, 1, maxCustomers);
  const period = createPeriod(options.from, options.to, options.timeZone);
  const baselineOf = createBaselineGenerator(seed, period);
  const calendar = createWebhookCalendar(seed, period.days);

  let isPlanned = false;
  function wholeCalendar(): typeof calendar {
    for (let customer = 1; !isPlanned && customer <= customers; customer += 1) {
      for (const [orderIndex, day] of baselineOf(customer).orderDays.entries()) {
        calendar.plan(customer, orderIndex, day);
      }
    }
    isPlanned = true;
    return calendar;
  }

  let lastDaySent = -1;
  const effects = createCampaignEffects({
    seed,
    period,
    baselineOf,
    lastDaySent: () => lastDaySent,
    planOrder: calendar.plan,
  });
  const catalogue = createCatalogue(currency);
  const writer = createOrderWriter(seed, period, catalogue, currency, effects.couponFor);
  const orderFlow = createOrderFlow(seed, period, wholeCalendar, writer);
  const prospects = Math.ceil(customers * prospectsPerCustomer);
  const interactionFlow = createInteractionFlow({
    seed,
    period,
    catalogue,
    baselineOf,
    *people() {
      for (let number = 1; number <= customers; number += 1) yield number;
      for (let index = 1; index <= prospects; index += 1) yield prospectNumber(index);
    },
    fromDay: period.indexOf(options.activityFrom ?? period.from),
  });
  const reactions = new Map<string, readonly EmailReaction[]>();
  const answers = new Map<string, CallAnswer>();

  function numberOf(customerId: string): number {
    const number = customerNumberOf(customerId);
    const last = number !== undefined && isProspect(number) ? prospectNumber(prospects) : customers;
    return number !== undefined && number <= last ? number : throwUnknown(customerId);
  }

  function buyerOf(customerId: string): number {
    const number = numberOf(customerId);
    return isProspect(number) ? throwUnknown(customerId) : number;
  }

  function throwUnknown(customerId: string): never {
    const known = `${customerIdOf(1)} to ${customerIdOf(customers)}`;
    throw new NotFoundError(`the simulated shop has no customer ${customerId}; it has ${known}`);
  }

  function webhooksOn(day: PlainDate): OrderInput[] {
    lastDaySent = Math.max(lastDaySent, period.indexOf(day));
    return orderFlow.webhooksOn(day);
  }

  function* eachDay<T>(from: PlainDate, to: PlainDate, factsOn: (day: PlainDate) => T[]) {
    const last = period.indexOf(to);
    for (let index = period.indexOf(from); index <= last; index += 1) yield* factsOn(period.dayAt(index));
  }

  return {
    *customers() {
      for (let number = 1; number <= customers; number += 1) {
        yield simulatedCustomer(seed, number, baselineOf(number), period);
      }
    },
    customer(customerId) {
      const number = buyerOf(customerId);
      return simulatedCustomer(seed, number, baselineOf(number), period);
    },
    purchaseStateOn: (customerId, day) => effects.purchaseStateOn(numberOf(customerId), period.indexOf(day)),
    webhooksOn,
    webhooks: (from = period.from, to = period.to) => eachDay(from, to, webhooksOn),
    orders: (from = period.from, to = period.to) => eachDay(from, to, orderFlow.ordersSentOn),
    activityOn: interactionFlow.interactionsOn,
    activity: (from = period.from, to = period.to) => eachDay(from, to, interactionFlow.interactionsOn),
    ordersOf(customerId) {
      const customer = numberOf(customerId);
      const own = baselineOf(customer).orderDays.map((day, orderIndex) => ({ orderIndex, day }));
      return [...own, ...effects.extraOrdersOf(customer)].map(({ orderIndex, day }) =>
        orderFlow.finalVersion({ customer, orderIndex, day }),
      );
    },
    reactToEmail: (mail) =>
      onceFor(reactions, mail.messageId, () => effects.reactToEmail(numberOf(mail.customerId), mail)),
    answerCall: (call) =>
      onceFor(answers, `${call.customerId} ${call.at} ${call.attempt}`, () =>
        effects.answerCall(numberOf(call.customerId), call),
      ),
    causedOrders: () =>
      effects.reachedCustomers().flatMap((customer) =>
        effects.extraOrdersOf(customer).map(({ orderIndex, day, campaign }) => ({
          orderId: orderIdOf(customer, orderIndex),
          customerId: customerIdOf(customer),
          day: period.dayAt(day),
          campaign,
        })),
      ),
  };
}

function onceFor<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function assertWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new RekindleError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
}
