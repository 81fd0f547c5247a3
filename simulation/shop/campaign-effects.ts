import { type Instant, instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import { answerOf, type CallAnswer } from './call-answer.ts';
import { chanceToComeBack, comebackDays, type Nudge } from './comeback.ts';
import type { HeldCoupon } from './discounts.ts';
import { readEmail } from './email-reader.ts';
import { createMemory, type EmailReaction, type ExtraOrder, type Memory } from './memory.ts';
import type { Period } from './period.ts';
import { chance, createRandomStream } from './random.ts';
import type { BuyingLife } from './rhythm.ts';
import { firstExtraOrder } from './sending-calendar.ts';
import { type Standing, standingOn } from './standing.ts';
import { temperOf } from './temper.ts';

/** An email as it reached a customer's mailbox. */
export interface SimulatedMail {
  readonly customerId: string;
  readonly messageId: string;
  readonly sentAt: Instant;
  /** The campaign's name; extra orders are put down to it. */
  readonly campaign: string;
  /** The coupon in the mail, if any; it is good until the end of `expiresOn`. */
  readonly coupon?: HeldCoupon & { readonly expiresOn: PlainDate };
}

export interface SimulatedCall {
  readonly customerId: string;
  readonly at: Instant;
  /** 1 for the first. */
  readonly attempt: number;
}

/** What campaigns do to customers, and what customers do about it. */
export interface CampaignEffects {
  reactToEmail(customer: number, mail: SimulatedMail): EmailReaction[];
  answerCall(customer: number, call: SimulatedCall): CallAnswer;
  standing(customer: number, day: number): Standing;
  /** By number. */
  customersTouched(): number[];
  extraOrdersOf(customer: number): readonly ExtraOrder[];
  /** The coupon that is used on an order, if there is one. */
  couponFor(customer: number, orderIndex: number): HeldCoupon | undefined;
}

export interface EffectsOptions {
  readonly seed: number;
  readonly period: Period;
  readonly lifeOf: (customer: number) => BuyingLife;
  /** The last day whose sendings are already out; what went out cannot change any more. */
  readonly lastDaySent: () => number;
  readonly planOrder: (customer: number, orderIndex: number, day: number) => void;
}

export function createCampaignEffects(options: EffectsOptions): CampaignEffects {
  const { seed, period, lifeOf, lastDaySent, planOrder } = options;
  const memories = new Map<number, Memory>();

  const recall = (customer: number): Memory => {
    const known = memories.get(customer) ?? createMemory();
    memories.set(customer, known);
    return known;
  };

  const extraOrdersOf = (customer: number): readonly ExtraOrder[] => memories.get(customer)?.extras ?? [];

  const standing = (customer: number, day: number): Standing =>
    standingOn(
      lifeOf(customer),
      extraOrdersOf(customer).map((extra) => extra.day),
      day,
    );

  function comeBack(customer: number, day: number, nudge: Nudge, cause: string, occasion: number): void {
    const draw = createRandomStream(seed, customer, 'comeback', occasion);
    const willing = chanceToComeBack(standing(customer, day), temperOf(seed, customer), nudge);
    if (!chance(draw, willing)) return;
    const { extras } = recall(customer);
    for (const orderDay of comebackDays(draw, lifeOf(customer), Math.max(day, lastDaySent()), period.days)) {
      const orderIndex = firstExtraOrder + extras.length;
      extras.push({ orderIndex, day: orderDay, cause });
      planOrder(customer, orderIndex, orderDay);
    }
  }

  /** Whoever holds a coupon uses it on the next order, whether or not the coupon brought that order about. */
  function keepCoupon(customer: number, day: number, coupon: NonNullable<SimulatedMail['coupon']>): void {
    const memory = recall(customer);
    if ([...memory.coupons.values()].some((held) => held.code === coupon.code)) return;
    const isTooLate = (orderDay: number) => period.dayAt(orderDay) > coupon.expiresOn;
    const own = lifeOf(customer).orderDays.map((orderDay, orderIndex) => ({ orderIndex, day: orderDay }));
    const next = [...own, ...memory.extras]
      .filter((order) => order.day > Math.max(day, lastDaySent()) && !isTooLate(order.day))
      .filter((order) => !memory.coupons.has(order.orderIndex))
      .sort((one, other) => one.day - other.day)[0];
    if (next !== undefined) memory.coupons.set(next.orderIndex, coupon);
  }

  return {
    standing,
    customersTouched: () => [...memories.keys()].sort((one, other) => one - other),
    extraOrdersOf,
    couponFor: (customer, orderIndex) => memories.get(customer)?.coupons.get(orderIndex),

    reactToEmail(customer, mail) {
      const memory = recall(customer);
      const sentAt = period.positionOf(mail.sentAt);
      const occasion = memory.mailsAt.length;
      const recentMails = memory.mailsAt.filter((at) => at > sentAt - 30).length;
      memory.mailsAt.push(sentAt);
      const draw = createRandomStream(seed, customer, 'email', occasion);
      const today = Math.floor(sentAt);
      const events = readEmail(draw, temperOf(seed, customer), {
        standing: standing(customer, today),
        recentMails,
        holdsCoupon: mail.coupon !== undefined,
      }).filter(({ event, afterDays }) => event === 'bounce' || sentAt + afterDays < memory.closedTo);
      const closing = events.find(({ event }) => event === 'unsubscribe' || event === 'complaint');
      if (closing !== undefined) memory.closedTo = sentAt + closing.afterDays;
      const deepest = events.findLast(({ event }) => event === 'open' || event === 'click');
      if (deepest !== undefined && closing === undefined) {
        const day = Math.floor(sentAt + deepest.afterDays);
        const by = deepest.event === 'click' ? 'click' : 'open';
        comeBack(customer, day, { by, percentOff: mail.coupon?.percentOff ?? 0 }, mail.campaign, occasion);
        const keepsIt = chance(draw, temperOf(seed, customer).isDiscountDriven ? 0.95 : 0.7);
        if (mail.coupon !== undefined && keepsIt) keepCoupon(customer, day, mail.coupon);
      }
      return events.map(({ event, afterDays }) => ({
        event,
        at: instantFromMs(period.msAt(sentAt + afterDays)),
      }));
    },

    answerCall(customer, call) {
      const memory = recall(customer);
      const occasion = memory.calls;
      memory.calls += 1;
      const draw = createRandomStream(seed, customer, 'call', occasion);
      const day = Math.floor(period.positionOf(call.at));
      const answer = answerOf(draw, temperOf(seed, customer), standing(customer, day));
      if (answer.outcome === 'reached-interested') {
        // Emails count up from 0 and calls down from -1, so that the two never share a stream.
        comeBack(customer, day, { by: 'talk', percentOff: 0 }, 'call', -1 - occasion);
      }
      return answer;
    },
  };
}
