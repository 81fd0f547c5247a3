import type { PlainDate } from '../../shared/calendar.ts';
import { NotFoundError, RekindleError } from '../../shared/errors.ts';
import type { Currency } from '../../shared/money.ts';
import type { CallAnswer } from './call-answer.ts';
import { createCampaignEffects, type SimulatedCall, type SimulatedMail } from './campaign-effects.ts';
import { catalogueIn } from './catalogue.ts';
import { createLifeDrawer, type SimulatedCustomer, simulatedCustomer } from './customers.ts';
import { type EngagementInput, interactionFlow } from './interaction-flow.ts';
import type { EmailReaction } from './memory.ts';
import { orderFlow } from './order-flow.ts';
import { createOrderWriter, type OrderInput, orderIdOf } from './order-writer.ts';
import { customerIdOf, customerNumberOf, isProspect, mostCustomers, prospectNumber } from './people.ts';
import { simulatedPeriod } from './period.ts';
import { createSendingCalendar } from './sending-calendar.ts';
import type { Standing } from './standing.ts';

export type { CallAnswer, CallOutcome } from './call-answer.ts';
export type { SimulatedCall, SimulatedMail } from './campaign-effects.ts';
export type { SimulatedCustomer } from './customers.ts';
export type { EmailEvent } from './email-reader.ts';
export type { EngagementInput } from './interaction-flow.ts';
export type { EmailReaction } from './memory.ts';
export { couponCodeIn, type OrderInput } from './order-writer.ts';
export type { Standing } from './standing.ts';

export interface SimulatedShopOptions {
  /** A whole number from 0; the same one always gives the same shop. */
  readonly seed: number;
  /** How many customers order at least once in the period. */
  readonly customers: number;
  /** The first and the last day on which anything happens, those with campaigns included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly timeZone: string;
  readonly currency: Currency;
  /** Since when the shop tells what people do besides ordering; from the first day on, unless told. */
  readonly activityFrom?: PlainDate;
}

/** An order that would not exist but for a campaign or a call. */
export interface CausedOrder {
  readonly orderId: string;
  readonly customerId: string;
  readonly day: PlainDate;
  /** The campaign's name, or `call`. */
  readonly cause: string;
}

/**
 * A shop whose customers buy, fall silent, read emails and answer the phone. What they do without campaigns follows
 * from the seed alone; what campaigns add follows from the emails and calls, in the order in which they came.
 */
export interface SimulatedShop {
  /** Everybody who ever orders, by number, with the latent truth about them. */
  customers(): Iterable<SimulatedCustomer>;
  /** @throws NotFoundError for an id that is none of this shop's buyers */
  customer(customerId: string): SimulatedCustomer;
  /** How a customer really stands on a day, extra orders included. */
  standingOn(customerId: string, day: PlainDate): Standing;
  /**
   * All that the shop's webhooks send on a day, in order of time: new orders, later versions of earlier ones, and now
   * and then a repetition. Ask again and the answer is the same: what went out stays as it was.
   * @throws RekindleError for a day that is not simulated
   */
  sendingsOn(day: PlainDate): OrderInput[];
  /** The sendings of `from` to `to` (both included; the whole period unless told), made as they are read. */
  sendings(from?: PlainDate, to?: PlainDate): Iterable<OrderInput>;
  /** Every order that is first sent from `from` to `to`, once, by time, as it stands at the end of the period. */
  orders(from?: PlainDate, to?: PlainDate): Iterable<OrderInput>;
  /** Every order of one customer once, as it stands at the end of the period. Quick: looks at nobody else. */
  ordersOf(customerId: string): OrderInput[];
  /**
   * All that the shop tells of a day besides orders, in order of time: visits, also of prospects who never buy,
   * feedback, complaints, referrals. It follows from the seed alone.
   */
  activityOn(day: PlainDate): EngagementInput[];
  /** What is told from `from` to `to` (both included; the whole period unless told), made as it is read. */
  activity(from?: PlainDate, to?: PlainDate): Iterable<EngagementInput>;
  /**
   * What a customer does with an email: events as SES raises them, none when it is left unread. Some silent customers
   * then order, and holders of a coupon use it, both at the earliest on the day after the last day that was sent.
   * The same message again gives the same answer and changes nothing.
   */
  reactToEmail(mail: SimulatedMail): readonly EmailReaction[];
  /** What happens when staff calls; a talk that goes well can bring an order. The same call again changes nothing. */
  answerCall(call: SimulatedCall): CallAnswer;
  /** The orders that campaigns and calls really brought about so far, those still to come included. */
  causedOrders(): CausedOrder[];
}

/** Those who look and never buy, beside those who do. */
const prospectsPerCustomer = 0.08;

/** Opens a simulated shop. It costs next to nothing until it is asked for something. */
export function simulateShop(options: SimulatedShopOptions): SimulatedShop {
  const { seed, customers, currency } = options;
  assertWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  assertWhole('customers', customers, 1, mostCustomers);
  const period = simulatedPeriod(options.from, options.to, options.timeZone);
  const lifeOf = createLifeDrawer(seed, period);
  const calendar = createSendingCalendar(seed, period.days);

  let isPlanned = false;
  function wholeCalendar(): typeof calendar {
    for (let customer = 1; !isPlanned && customer <= customers; customer += 1) {
      for (const [orderIndex, day] of lifeOf(customer).orderDays.entries()) {
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
    lifeOf,
    lastDaySent: () => lastDaySent,
    planOrder: calendar.plan,
  });
  const catalogue = catalogueIn(currency);
  const writer = createOrderWriter(seed, period, catalogue, currency, effects.couponFor);
  const flow = orderFlow(seed, period, wholeCalendar, writer);
  const prospects = Math.ceil(customers * prospectsPerCustomer);
  const interaction = interactionFlow({
    seed,
    period,
    catalogue,
    lifeOf,
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
    return number !== undefined && number <= last ? number : nobodyIs(customerId);
  }

  function buyerOf(customerId: string): number {
    const number = numberOf(customerId);
    return isProspect(number) ? nobodyIs(customerId) : number;
  }

  function nobodyIs(customerId: string): never {
    const known = `${customerIdOf(1)} to ${customerIdOf(customers)}`;
    throw new NotFoundError(`the simulated shop has no customer ${customerId}; it has ${known}`);
  }

  function sendingsOn(day: PlainDate): OrderInput[] {
    lastDaySent = Math.max(lastDaySent, period.indexOf(day));
    return flow.sendingsOn(day);
  }

  function* eachDay<T>(from: PlainDate, to: PlainDate, factsOn: (day: PlainDate) => T[]) {
    const last = period.indexOf(to);
    for (let index = period.indexOf(from); index <= last; index += 1) yield* factsOn(period.dayAt(index));
  }

  return {
    *customers() {
      for (let number = 1; number <= customers; number += 1) {
        yield simulatedCustomer(seed, number, lifeOf(number), period);
      }
    },
    customer(customerId) {
      const number = buyerOf(customerId);
      return simulatedCustomer(seed, number, lifeOf(number), period);
    },
    standingOn: (customerId, day) => effects.standing(numberOf(customerId), period.indexOf(day)),
    sendingsOn,
    sendings: (from = period.from, to = period.to) => eachDay(from, to, sendingsOn),
    orders: (from = period.from, to = period.to) => eachDay(from, to, flow.ordersSentOn),
    activityOn: interaction.on,
    activity: (from = period.from, to = period.to) => eachDay(from, to, interaction.on),
    ordersOf(customerId) {
      const customer = numberOf(customerId);
      const own = lifeOf(customer).orderDays.map((day, orderIndex) => ({ orderIndex, day }));
      return [...own, ...effects.extraOrdersOf(customer)].map(({ orderIndex, day }) =>
        flow.asItStands({ customer, orderIndex, day }),
      );
    },
    reactToEmail: (mail) =>
      once(reactions, mail.messageId, () => effects.reactToEmail(numberOf(mail.customerId), mail)),
    answerCall: (call) =>
      once(answers, `${call.customerId} ${call.at} ${call.attempt}`, () =>
        effects.answerCall(numberOf(call.customerId), call),
      ),
    causedOrders: () =>
      effects.customersTouched().flatMap((customer) =>
        effects.extraOrdersOf(customer).map(({ orderIndex, day, cause }) => ({
          orderId: orderIdOf(customer, orderIndex),
          customerId: customerIdOf(customer),
          day: period.dayAt(day),
          cause,
        })),
      ),
  };
}

function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function assertWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new RekindleError(`${name} is a whole number from ${least} to ${most}, not ${value}`);
}
