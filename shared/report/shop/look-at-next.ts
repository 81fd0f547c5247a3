import { daysBetween, type PlainDate } from '../../calendar.ts';
import { isReactivation } from '../../scoring/lifecycle.ts';
import { visibleEffectOf } from './difference.ts';
import { isSuspicious } from './sample-ratio.ts';
import type { CampaignReport, ShopReport } from './shop-report.ts';

/** Something in a report that a marketer should act on. */
export type Advice =
  | {
      readonly kind: 'campaign-works';
      readonly campaign: string;
      readonly extraAtLeast: number;
      readonly extraAtMost: number;
    }
  | { readonly kind: 'campaign-harms'; readonly campaign: string }
  | { readonly kind: 'campaign-undecided'; readonly campaign: string; readonly visibleFrom: number }
  | {
      readonly kind: 'campaign-just-begun';
      readonly campaign: string;
      readonly days: number;
      readonly of: number;
    }
  | {
      readonly kind: 'uneven-groups';
      readonly campaign: string;
      /** The share that is held out, and the one that the campaign asks for. */
      readonly share: number;
      readonly holdout: number;
    }
  | { readonly kind: 'no-address'; readonly share: number }
  | { readonly kind: 'complaints'; readonly campaign: string; readonly share: number }
  | { readonly kind: 'bounces'; readonly campaign: string; readonly share: number }
  | { readonly kind: 'unknown-deliveries'; readonly campaign: string; readonly count: number }
  | { readonly kind: 'no-consent'; readonly share: number }
  | { readonly kind: 'calls-overdue'; readonly count: number }
  | { readonly kind: 'calls-not-made'; readonly count: number; readonly share: number }
  | { readonly kind: 'more-leave-than-return'; readonly fellSilent: number; readonly cameBack: number }
  | { readonly kind: 'nobody-enters'; readonly nights: number };

/** Shares that need attention. SES reviews an account at 0.1% complaints and 5% bounces; we warn before it does. */
const worrying = { complaints: 0.001, bounces: 0.03, noConsent: 0.15, noAddress: 0.5, notCalled: 0.2 };
/** The number of bounces from which they are a pattern. One bounce among eleven emails is not. */
const patternFrom = 3;

/** What a marketer should look at next, most urgent first; empty when nothing stands out. */
export function adviceOn(report: ShopReport): Advice[] {
  const { callbacks, campaigns } = report;
  const consent = skippedShare(campaigns, 'no-consent');
  const address = skippedShare(campaigns, 'no-email-address');
  return [
    ...campaigns.flatMap(mailTrouble),
    ...(callbacks.escalated > 0 ? [{ kind: 'calls-overdue', count: callbacks.escalated } as const] : []),
    ...callsNotMade(callbacks),
    ...campaigns.flatMap(unevenGroups),
    ...campaigns.flatMap((campaign) => verdictOn(campaign, report.to)),
    ...drift(report),
    ...(address > worrying.noAddress ? [{ kind: 'no-address', share: address } as const] : []),
    ...(consent > worrying.noConsent ? [{ kind: 'no-consent', share: consent } as const] : []),
    ...(campaigns.length === 0 ? [{ kind: 'nobody-enters', nights: report.nights } as const] : []),
  ];
}

/** What a marketer should do about one campaign. */
export const adviceOnCampaign = (campaign: CampaignReport, asOf: PlainDate): Advice[] => [
  ...mailTrouble(campaign),
  ...unevenGroups(campaign),
  ...verdictOn(campaign, asOf),
];

/** More tasks than staff have time for are worse than none: customers were promised a call. */
function callsNotMade({ results }: ShopReport['callbacks']): Advice[] {
  const count = results['not-called'] ?? 0;
  const share =
    count /
    Math.max(
      1,
      Object.values(results).reduce((sum, one) => sum + one, 0),
    );
  return share > worrying.notCalled ? [{ kind: 'calls-not-made', count, share }] : [];
}

function unevenGroups({ name: campaign, sampleRatio, entered, heldOut, holdout }: CampaignReport): Advice[] {
  if (sampleRatio === undefined || !isSuspicious(sampleRatio)) return [];
  return [{ kind: 'uneven-groups', campaign, share: heldOut / entered, holdout }];
}

/** Nothing is advised about a campaign that is over. */
function verdictOn(
  { name: campaign, difference, treatedOrdered, goalDays, since, isPaused, decidesOn }: CampaignReport,
  asOf: PlainDate,
): Advice[] {
  if (difference === undefined || isPaused === true) return [];
  if (difference.verdict === 'untrusted' || difference.verdict === 'awaited') return [];
  const deciding = decidesOn === undefined ? difference.everyNight : difference.today;
  const days = daysBetween(since, asOf) + 1;
  if (difference.verdict === 'raised') {
    const extraAtLeast = Math.round(deciding.low * treatedOrdered.of);
    const extraAtMost = Math.round(deciding.high * treatedOrdered.of);
    return [{ kind: 'campaign-works', campaign, extraAtLeast, extraAtMost }];
  }
  if (difference.verdict === 'lowered') return [{ kind: 'campaign-harms', campaign }];
  // Most have not had the time to order yet: too early for advice.
  if (days < goalDays) return [{ kind: 'campaign-just-begun', campaign, days, of: goalDays }];
  const visibleFrom = visibleEffectOf(difference.estimate, deciding);
  return [{ kind: 'campaign-undecided', campaign, visibleFrom }];
}

function mailTrouble({ name: campaign, steps }: CampaignReport): Advice[] {
  const count = (outcome: keyof (typeof steps)[number]['outcomes']) =>
    steps.reduce((sum, step) => sum + (step.outcomes[outcome] ?? 0), 0);
  const sent = sentIn(steps);
  if (sent === 0) return [];
  const [complained, bounced, unknown] = [count('complained'), count('bounced'), count('unknown')];
  return [
    ...(complained / sent > worrying.complaints
      ? [{ kind: 'complaints', campaign, share: complained / sent } as const]
      : []),
    ...(bounced >= patternFrom && bounced / sent > worrying.bounces
      ? [{ kind: 'bounces', campaign, share: bounced / sent } as const]
      : []),
    ...(unknown > 0 ? [{ kind: 'unknown-deliveries', campaign, count: unknown } as const] : []),
  ];
}

/** Emails that SES accepted, over all steps. */
const sentIn = (steps: CampaignReport['steps']): number =>
  steps.reduce((sum, { outcomes }) => sum + sentOf(outcomes), 0);

/** Emails of one step that SES accepted, whatever happened to them afterwards. */
export const sentOf = (outcomes: CampaignReport['steps'][number]['outcomes']): number =>
  (['sent', 'delivered', 'opened', 'clicked', 'bounced', 'complained'] as const).reduce(
    (sum, outcome) => sum + (outcomes[outcome] ?? 0),
    0,
  );

/** The share that was skipped for a reason among the customers that a first email was meant for. */
function skippedShare(
  campaigns: readonly CampaignReport[],
  reason: 'no-consent' | 'no-email-address',
): number {
  const firsts = campaigns.flatMap(({ steps }) => steps.slice(0, 1));
  const refused = firsts.reduce((sum, step) => sum + (step.skipped[reason] ?? 0), 0);
  const meant = sentIn(firsts) + refused;
  return meant === 0 ? 0 : refused / meant;
}

function drift({ movements }: ShopReport): Advice[] {
  const total = (counts: (from: string, to: string) => boolean) =>
    Object.entries(movements).reduce((sum, [movement, count]) => {
      const [from = '', to = ''] = movement.split('>');
      return counts(from, to) ? sum + count : sum;
    }, 0);
  const cameBack = total(isReactivation);
  const fellSilent = total(
    (from, to) =>
      (from === 'first-time' || from === 'active' || from === 'cooling') &&
      (to === 'silent' || to === 'lost'),
  );
  return fellSilent > cameBack ? [{ kind: 'more-leave-than-return', fellSilent, cameBack }] : [];
}
