import { type Instant, instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import type { Baseline } from './baseline.ts';
import { type CallAnswer, drawCallAnswer } from './call-answer.ts';
import {
  type CampaignHistory,
  createCampaignHistory,
  type EmailReaction,
  type ExtraOrder,
} from './campaign-history.ts';
import { comebackChance, drawComebackDays, type Nudge } from './comeback.ts';
import { type HeldCoupon, pullOf } from './discounts.ts';
import { drawReaderEvents } from './email-reader.ts';
import type { Period } from './period.ts';
import { personalityOf } from './personality.ts';
import { type PurchaseState, purchaseStateOn } from './purchase-state.ts';
import { chance, createRandomStream } from './random.ts';
import { responseTo } from './responses.ts';
import { firstExtraOrder } from './webhook-calendar.ts';

/** An email that arrived in a customer's mailbox. */
export interface SimulatedMail {
  readonly customerId: string;
  readonly messageId: string;
  readonly sentAt: Instant;
  /** The id of the campaign that it came from; extra orders are attributed to it. */
  readonly campaign: string;
  /** The coupon in the mail, if any; it is valid until the end of `expiresOn`. */
  readonly coupon?: HeldCoupon & { readonly expiresOn: PlainDate };
}

/** A call from staff to a customer. */
export interface SimulatedCall {
  readonly customerId: string;
  /** The id of the campaign that asked for it; extra orders are attributed to it. */
  readonly campaign: string;
  readonly at: Instant;
  /** Counted from 1. */
  readonly attempt: number;
}

/** What campaigns do to customers, and how customers react. */
export interface CampaignEffects {
  /** Draws a customer's reactions to an email, and the orders and coupon use that follow. */
  reactToEmail(customer: number, mail: SimulatedMail): EmailReaction[];
  /** Draws a customer's answer to a call, and the orders that follow. */
  answerCall(customer: number, call: SimulatedCall): CallAnswer;
  purchaseStateOn(customer: number, day: number): PurchaseState;
  /** The numbers of all customers who got an email or a call, ascending. */
  reachedCustomers(): number[];
  extraOrdersOf(customer: number): readonly ExtraOrder[];
  /** The coupon used on an order, if any. */
  couponFor(customer: number, orderIndex: number): HeldCoupon | undefined;
}

/** What campaign effects need to know about the shop. */
export interface EffectsOptions {
  readonly seed: number;
  readonly period: Period;
  readonly baselineOf: (customer: number) => Baseline;
  /** The last day whose webhooks have been sent. They can no longer change. */
  readonly lastDaySent: () => number;
  /** Called for each order that a campaign causes. */
  readonly planOrder: (customer: number, orderIndex: number, day: number) => void;
}

/** The effects of campaigns on the customers of one shop; nobody has been reached at first. */
export function createCampaignEffects(options: EffectsOptions): CampaignEffects {
  const { seed, period, baselineOf, lastDaySent, planOrder } = options;
  const histories = new Map<number, CampaignHistory>();

  const historyOf = (customer: number): CampaignHistory => {
    const known = histories.get(customer) ?? createCampaignHistory();
    histories.set(customer, known);
    return known;
  };

  const extraOrdersOf = (customer: number): readonly ExtraOrder[] => histories.get(customer)?.extras ?? [];

  const stateOn = (customer: number, day: number): PurchaseState =>
    purchaseStateOn(
      baselineOf(customer),
      extraOrdersOf(customer).map((extra) => extra.day),
      day,
    );

  function comeBack(customer: number, day: number, nudge: Nudge, campaign: string, occasion: number): void {
    const { extras } = historyOf(customer);
    // Somebody who is coming back already needs no further nudge.
    if (extras.some((extra) => extra.day > day)) return;
    const draw = createRandomStream(seed, customer, 'comeback', occasion);
    const probability = comebackChance(
      responseTo(campaign),
      stateOn(customer, day),
      personalityOf(seed, customer),
      nudge,
    );
    if (!chance(draw, probability)) return;
    for (const orderDay of drawComebackDays(
      draw,
      baselineOf(customer),
      Math.max(day, lastDaySent()),
      period.days,
    )) {
      const orderIndex = firstExtraOrder + extras.length;
      extras.push({ orderIndex, day: orderDay, campaign });
      planOrder(customer, orderIndex, orderDay);
    }
  }

  /** A customer with a coupon uses it on the next order, whether or not the coupon caused that order. */
  function keepCoupon(customer: number, day: number, coupon: NonNullable<SimulatedMail['coupon']>): void {
    const history = historyOf(customer);
    if ([...history.coupons.values()].some((held) => held.code === coupon.code)) return;
    const isExpiredOn = (orderDay: number) => period.dayAt(orderDay) > coupon.expiresOn;
    const ownOrders = baselineOf(customer).orderDays.map((orderDay, orderIndex) => ({
      orderIndex,
      day: orderDay,
    }));
    const next = [...ownOrders, ...history.extras]
      .filter((order) => order.day > Math.max(day, lastDaySent()) && !isExpiredOn(order.day))
      .filter((order) => !history.coupons.has(order.orderIndex))
      .sort((one, other) => one.day - other.day)[0];
    if (next !== undefined) history.coupons.set(next.orderIndex, coupon);
  }

  return {
    purchaseStateOn: stateOn,
    reachedCustomers: () => [...histories.keys()].sort((one, other) => one - other),
    extraOrdersOf,
    couponFor: (customer, orderIndex) => histories.get(customer)?.coupons.get(orderIndex),

    reactToEmail(customer, mail) {
      const history = historyOf(customer);
      const sentAt = period.positionOf(mail.sentAt);
      const occasion = history.mailsAt.length;
      const recentMails = history.mailsAt.filter((at) => at > sentAt - 30).length;
      history.mailsAt.push(sentAt);
      const draw = createRandomStream(seed, customer, 'email', occasion);
      const today = Math.floor(sentAt);
      const events = drawReaderEvents(draw, personalityOf(seed, customer), {
        purchaseState: stateOn(customer, today),
        recentMails,
        holdsCoupon: mail.coupon !== undefined,
      }).filter(({ event, afterDays }) => event === 'bounce' || sentAt + afterDays < history.ignoresMailFrom);
      const optOut = events.find(({ event }) => event === 'unsubscribe' || event === 'complaint');
      if (optOut !== undefined) history.ignoresMailFrom = sentAt + optOut.afterDays;
      const strongest = events.findLast(({ event }) => event === 'open' || event === 'click');
      if (strongest !== undefined && optOut === undefined) {
        const day = Math.floor(sentAt + strongest.afterDays);
        const by = strongest.event === 'click' ? 'click' : 'open';
        comeBack(customer, day, { by, percentOff: pullOf(mail.coupon) }, mail.campaign, occasion);
        const keepsIt = chance(draw, personalityOf(seed, customer).isDiscountDriven ? 0.95 : 0.7);
        if (mail.coupon !== undefined && keepsIt) keepCoupon(customer, day, mail.coupon);
      }
      return events.map(({ event, afterDays }) => ({
        event,
        at: instantFromMs(period.msAt(sentAt + afterDays)),
      }));
    },

    answerCall(customer, call) {
      const history = historyOf(customer);
      const occasion = history.calls;
      history.calls += 1;
      const draw = createRandomStream(seed, customer, 'call', occasion);
      const day = Math.floor(period.positionOf(call.at));
      const answer = drawCallAnswer(draw, personalityOf(seed, customer), stateOn(customer, day));
      if (answer.outcome === 'reached-interested') {
        // Emails count up from 0 and calls count down from -1, so that they never share a random stream.
        comeBack(customer, day, { by: 'talk', percentOff: 0 }, call.campaign, -1 - occasion);
      }
      return answer;
    },
  };
}
