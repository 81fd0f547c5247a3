import type { PlainDate } from '../../calendar.ts';
import type { CallOutcome } from '../../callbacks/callback.ts';
import type { Benefit } from '../../coupons/offer.ts';
import type { CallResult } from '../../deliveries/call-result.ts';
import type { InteractionOf } from '../../interactions/interaction.ts';
import type { Order } from '../../orders/order.ts';
import type { SuppressionActivity } from '../../profile/activity.ts';
import { benefitInWords } from '../coupon.ts';
import type { Explanation } from '../explanation.ts';
import type { FormatMoney } from '../numbers.ts';
import { en as report } from './report.ts';

/** The texts of the page about one customer in English. */
export const en = {
  orders: (orders: number, days: number, from: PlainDate, to: PlainDate, spent: string) =>
    `${orders} ${orders === 1 ? 'order' : 'orders'} on ${days} ${days === 1 ? 'day' : 'days'}, ${from} to ${to}, ${spent} net`,
  noOrders: 'no order that counts',
  forecast: {
    title: 'What to expect',
    /** The chance now, right after the last order, and on average of recent customers. */
    within: (days: number, now: string, fresh: string, average: string | undefined) =>
      `an order within ${days} days ${now} (right after the last one ${fresh}${average === undefined ? '' : `, recent customers ${average} on average`})`,
    nobodyRecent: 'No forecast: nobody has ordered for a long time.',
    inYear: 'orders in the coming year',
    worth: (months: number) => `worth in ${months} months`,
    byOwnMean: '(by their own average order, drawn towards the shop’s)',
    noNight: 'No night has run yet, so there are no classes and no forecast: rekindle night',
  },
  classes: (asOf: PlainDate) => `What they are, and why (as of ${asOf})`,
  about: {
    lifecycle: 'lifecycle',
    borderline: 'borderline',
    scores: 'scores',
    segment: 'segment',
    'value-group': 'value group',
    tier: 'tier',
    type: 'type',
    trait: 'trait',
    potential: 'potential',
    effective: 'effective',
    man: 'MAN',
  } satisfies Record<Explanation['about'], string>,
  /** Before the two channels. */
  channels: 'May we write or call?',
  openChannels: { email: 'email', phone: 'phone' },
  closed: (reason: string) => `closed (${reason})`,
  closedReasons: {
    bounced: 'bounced',
    complained: 'complained',
    unsubscribed: 'unsubscribed',
    'do-not-call': 'asked not to be called',
  } satisfies Record<SuppressionActivity['reason'], string>,
  consent: (hasConsented: boolean | undefined): string =>
    hasConsented === undefined ? 'never asked' : hasConsented ? 'yes' : 'no',
  timeline: 'What happened',
  orderStatus: {
    cancelled: 'cancelled',
    refunded: 'refunded',
    'refunded-in-part': 'refunded in part',
  } satisfies Record<Exclude<Order['status'], 'placed'>, string>,
  order: (id: string, total: string) => `order ${id}  ${total}`,
  withCodes: (codes: string) => `with ${codes}`,
  refund: (amount: string) => `refund ${amount}`,
  suppression: (channel: 'email' | 'phone', reason: string) => `${channel} closed: ${reason}`,
  released: 'email opened again: the address works',
  browsed: (what: string | undefined) => `looked at ${what ?? 'the shop'}`,
  carted: (worth: string | undefined) => `filled a cart${worth === undefined ? '' : ` worth ${worth}`}`,
  wished: (what: string | undefined) => `wished for ${what ?? 'something'}`,
  feedback: ({ nps, csat, text }: InteractionOf<'feedback'>) =>
    `said ${[nps === undefined ? [] : [`NPS ${nps}`], csat === undefined ? [] : [`satisfied ${csat} of 5`], text === undefined ? [] : [`“${text}”`]].flat().join(', ')}`,
  complaintOpened: (text: string | undefined) => `complained${text === undefined ? '' : `: “${text}”`}`,
  complaintClosed: 'complaint settled',
  referral: (friend: string | undefined) => `sent a friend${friend === undefined ? '' : `, ${friend}`}`,
  referralConverted: 'a friend bought',
  custom: (name: string) => `event “${name}”`,
  tagged: (tag: string, isRemoved: boolean) => (isRemoved ? `tag “${tag}” removed` : `tagged “${tag}”`),
  consentStated: (channel: 'email' | 'phone', granted: boolean, source: string) =>
    `${granted ? 'agreed to' : 'withdrew consent to'} ${channel} (${source})`,
  coupon: (code: string, benefit: Benefit, until: PlainDate, order: string | undefined, money: FormatMoney) =>
    `coupon ${code}, ${benefitInWords(benefit, 'en', money)} until ${until}${order === undefined ? '' : `, used on order ${order}`}`,
  pointsGranted: (points: number) => `was given ${points} points`,
  pointsSpent: (points: number, reward: string) => `used ${points} points for ${reward}`,
  entered: (campaign: string, isHeldOut: boolean, variant: string | undefined) =>
    `entered ${campaign}${variant === undefined ? '' : `, variant ${variant}`}${isHeldOut ? ', held out: gets nothing, for comparison' : ''}`,
  refused: (campaign: string, other: string) =>
    `kept out of ${campaign} by ${other}: nobody is in both at once`,
  email: (campaign: string, step: number, event: string) => `email ${campaign}, step ${step}: ${event}`,
  emailEvents: {
    sent: 'sent',
    opened: 'opened',
    clicked: 'clicked',
    bounced: 'bounced',
    complained: 'complained',
    unknown: 'unknown',
    failed: 'failed',
  },
  callToMake: (script: string) => `call to make (${script})`,
  neverCalled: (script: string) => `call to make (${script}): nobody called`,
  called: (script: string, outcome: string, note: string | undefined) =>
    `called (${script}): ${outcome}${note === undefined ? '' : `, “${note}”`}`,
  /** What became of a call: as staff reported it, and once its task is closed. */
  callOutcomes: {
    ...report.results,
    'reached-interested': 'interested',
    'reached-not-interested': 'not interested',
    'call-again': 'call again later',
    'no-answer': 'no answer',
  } satisfies Record<CallOutcome | CallResult, string>,
};
