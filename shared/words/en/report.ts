import type { CallResult } from '../../deliveries/call-result.ts';
import type { DeliveryOutcome } from '../../deliveries/delivery.ts';
import type { SkipReason } from '../../deliveries/skip-reason.ts';
import type { Lifecycle } from '../../profile/classes.ts';
import { percentIn, points } from '../numbers.ts';
import { en as labels } from './labels.ts';

const percent = percentIn('en');

/** Outcomes that the report counts by name; an email that is only sent or delivered is in the total. */
type CountedOutcome = Exclude<DeliveryOutcome, 'claimed' | 'sent' | 'delivered'>;

/** The texts of the report on the latest nights in English. Counts are passed in already formatted. */
export const en = {
  nights: (count: number) => `${count} ${count === 1 ? 'night' : 'nights'}`,
  customers: (count: string) => `${count} customers`,
  whereTheyStand: 'Where customers stand',
  firstNight: 'first night',
  lastNight: 'last night',
  movedTitle: 'How they moved, night by night',
  cameBack: 'came back',
  tiers: 'Membership tiers',
  campaigns: 'Campaigns, since they began',
  noCampaigns: 'No customer has entered a campaign yet.',
  entered: (entered: string, heldOut: string) =>
    `${entered} entered, ${heldOut} of them held out for comparison`,
  enteredAgain: (count: string) => `${count} later entries of the same customers, not compared`,
  after: (hours: number) => (hours % 24 === 0 ? `day ${hours / 24}` : `hour ${hours}`),
  coupons: (issued: string, redeemed: string) => `coupons: ${issued} issued, ${redeemed} redeemed`,
  rateLine: (days: number) => `ordered within ${days} days, so far`,
  treated: 'treated',
  heldOut: 'held out',
  perCustomer: (amount: string) => `${amount} per customer`,
  effect: (estimate: number) => `difference ${estimate >= 0 ? '+' : ''}${points(estimate)} points`,
  intervals: (everyNight: string, today: string) =>
    `every-night interval ${everyNight} points · today’s interval ${today} points`,
  revenue: (estimate: string, today: string, countedUpTo: string) =>
    `per customer ${estimate}, each counted up to ${countedUpTo} · today’s interval ${today}`,
  range: (low: string, high: string) => `${low} to ${high}`,
  /** Which interval is which. */
  legend: [
    'The verdict goes by the every-night interval: right 95 times in 100, however often you look.',
    'Today’s interval is that reliable only for a single look on a day fixed beforehand; it decides only where the campaign has fixed one (decideOn).',
  ],
  decides: (on: string) => `the verdict falls once, on ${on}, by today’s interval as it is on that day`,
  decided: (on: string) => `the verdict fell on ${on}, by today’s interval as it was on that day`,
  optedOut: (treated: string, heldOut: string) =>
    `unsubscribed or complained: treated ${treated}, held out ${heldOut}`,
  /** Groups of customers that are looked at apart. */
  dimensions: { lifecycle: 'lifecycle', tier: 'tier', type: 'type', locale: 'language' },
  exploring: (count: number) =>
    `for exploring, not a verdict: ${count} groups, corrected for looking at so many (Benjamini–Hochberg)`,
  colon: ': ',
  noType: 'none',
  unknownLocale: 'unknown',
  noGroupStandsOut: 'no group stands out',
  groupStandsOut: (group: string, estimate: number, range: string) =>
    `${group} stands out: ${estimate >= 0 ? '+' : ''}${points(estimate)} points, every-night interval ${range}. Try a campaign for them alone.`,
  allCampaigns: (since: string, holdout: number) =>
    `All campaigns together, since ${since}: ${percent(holdout)} of all customers are in none of them`,
  orderedSince: 'ordered since then',
  noHoldout: 'nobody was held out, so nobody can say what the campaign caused',
  verdicts: {
    raised: 'it brought orders',
    lowered: 'it cost orders',
    undecided: 'undecided so far',
    awaited: 'no verdict yet',
    untrusted: 'not to be trusted, because the groups are uneven',
  },
  /** The variants of a campaign, and each compared with each. */
  variants: {
    rate: (name: string, share: number) => `variant ${name} (${percent(share)}): ordered`,
    against: (one: string, other: string, estimate: number) =>
      `${one} against ${other}: ${estimate >= 0 ? '+' : ''}${points(estimate)} points`,
    verdicts: {
      better: 'better',
      worse: 'worse',
      undecided: 'undecided so far',
      awaited: 'no verdict yet',
      untrusted: 'not to be trusted, because the variants are uneven',
    },
    interval: (range: string, comparisons: number, isOnce: boolean) =>
      `${isOnce ? 'interval of the day of the verdict' : 'every-night interval'} ${range} points${comparisons === 1 ? '' : `, corrected for ${comparisons} comparisons`}`,
    best: (name: string) => `${name} is better than every other variant`,
    promote: (command: string) => `give it to everybody: ${command}`,
    promotesItself: 'whoever enters from now on gets it',
    promoted: (name: string) => `variant ${name} was chosen: everybody who enters gets it`,
    /** `version` is the one that compared the variants. */
    promotedByRule: (name: string, version: number) =>
      `variant ${name} won in version ${version}: everybody who enters gets it, by the rule promote: auto`,
  },
  calls: 'Callback tasks',
  version: (number: number) => `version ${number}`,
  callsLine: (waiting: string, escalated: string, toCallAgain: string) =>
    `${waiting} waiting, ${escalated} of them overdue and escalated; ${toCallAgain} did not answer and will be called again`,
  callsClosed: (count: string) => `${count} closed`,
  next: 'Look at next',
  nothing: 'Nothing stands out.',
  lifecycles: { ...labels.lifecycles, new: 'new' } satisfies Record<Lifecycle | 'new', string>,
  actions: {
    email: 'email',
    coupon: 'coupon',
    callback: 'callback',
    points: 'points',
    tag: 'tag',
    webhook: 'webhook',
  },
  outcomes: {
    total: 'sent',
    opened: 'opened',
    clicked: 'clicked',
    bounced: 'bounced',
    complained: 'complained',
    unknown: 'unknown',
    failed: 'failed',
    queued: 'given to staff',
    done: 'done',
    skipped: 'left out',
  } satisfies Record<CountedOutcome | 'total', string>,
  reasons: {
    ordered: 'had ordered',
    opened: 'had opened',
    clicked: 'had clicked',
    redeemed: 'had redeemed',
    expired: 'too late',
    'out-of-budget': 'budget used up',
    'entered-again': 'entered again during the pause',
    archived: 'campaign archived',
    'goal-met': 'had met the goal',
    'earlier-step': 'an earlier step was enough',
    event: 'not for such an event',
    'not-only-if': 'not what the step is for',
    'complaint-open': 'complaint open',
    'callback-open': 'callback open',
    'no-email-address': 'no address',
    'no-phone': 'no phone',
    'no-consent': 'no consent',
    'same-mailbox': 'same mailbox as another customer',
    'same-phone': 'same phone as another customer',
    capped: 'enough messages lately',
    'coupon-over': 'coupon used or expired',
    'code-used-up': 'code used up, or used before',
    'staff-busy': 'staff had no time',
    unsubscribed: 'unsubscribed',
    bounced: 'address bounces',
    complained: 'complained',
    'do-not-call': 'do not call',
    'when:tier': 'other tier',
    'unknown-customer': 'deleted',
  } satisfies Record<Exclude<SkipReason, `when:${string}`> | 'when:tier', string>,
  results: {
    coupon: 'interested, got a coupon',
    'not-interested': 'not interested',
    'do-not-call': 'do not call again',
    'not-reached': 'not reached',
    'not-called': 'nobody called',
  } satisfies Record<CallResult, string>,
  /** What to do about a finding; shares are between 0 and 1. */
  advice: {
    'campaign-works': (campaign: string, extraAtLeast: number, extraAtMost: number) =>
      `“${campaign}” works: between ${extraAtLeast} and ${extraAtMost} customers ordered who would not have. Keep it running.`,
    'campaign-harms': (campaign: string) =>
      `“${campaign}” does harm: those left in peace ordered more. Pause it and look at its texts and timing.`,
    'campaign-undecided': (campaign: string, visibleFrom: number) =>
      `“${campaign}” is undecided: with these numbers only an effect of ${points(visibleFrom)} points or more would probably be seen. Let it run on, or hold out a larger share.`,
    'campaign-just-begun': (campaign: string, days: number, of: number) =>
      `“${campaign}” has just begun: ${days} of the ${of} days of its goal have passed. Wait before you judge it.`,
    'uneven-groups': (campaign: string, share: number, holdout: number) =>
      `“${campaign}”: ${percent(share, 2)} of its customers are held out, not ${percent(holdout)} as it asks for. Chance alone hardly does this, so do not trust its comparison: was the key of holdouts changed, or were enrolments deleted?`,
    'no-address': (share: number) =>
      `${percent(share)} of the customers that a campaign wanted to write to have no email address. Send addresses with the orders, or import them.`,
    complaints: (campaign: string, share: number) =>
      `“${campaign}”: ${percent(share, 2)} of its emails were reported as spam. SES reviews senders at 0.1%.`,
    bounces: (campaign: string, share: number) =>
      `“${campaign}”: ${percent(share)} of its emails bounced. Check where these addresses come from; SES reviews senders at 5%.`,
    'unknown-deliveries': (campaign: string, count: number) =>
      `“${campaign}”: nobody knows whether ${count} emails went out. They were not sent again.`,
    'no-consent': (share: number) =>
      `${percent(share)} of the customers that a campaign wanted to write to had not consented. Ask for consent at the checkout.`,
    'calls-overdue': (count: number) => `${count} calls are overdue: the console’s page Calls shows whose.`,
    'calls-not-made': (count: number, share: number) =>
      `${count} calls (${percent(share, 0)} of those due) were never made. Narrow the audience, or give more people the phone.`,
    'more-leave-than-return': (fellSilent: number, cameBack: number) =>
      `${fellSilent} customers fell silent and ${cameBack} came back. Consider a campaign for those who are cooling, before they are silent.`,
    'nobody-enters': (nights: number) =>
      `In ${nights} nights nobody entered a campaign. Publish one: rekindle campaigns publish workflows/campaigns/win-back.yaml`,
  },
};
