import type { PlainDate } from '../../calendar.ts';
import { templatesOf } from '../../campaigns/actions/actions.ts';
import type { CampaignVersion, Step } from '../../campaigns/campaign.ts';
import { orderedIn, valuePerCustomer } from './arm-sums.ts';
import { type CampaignSums, dimensions, type StepSums } from './campaign-sums.ts';
import { compareVariants } from './compare-variants.ts';
import { issuedIn } from './coupon-sums.ts';
import { type Difference, differenceOf, type Rate, verdictBy } from './difference.ts';
import { exploreGroups } from './false-discovery.ts';
import { type Caps, compareSpending } from './revenue.ts';
import { isSuspicious, sampleRatioOf } from './sample-ratio.ts';
import type { CampaignReport } from './shop-report.ts';

/** What was counted of one campaign version, over all its cohorts. */
export interface CountedCampaign {
  /** The day on which the first customers entered. */
  readonly since: PlainDate;
  /** The night that counted it last. */
  readonly countedOn: PlainDate;
  readonly sums: Omit<CampaignSums, 'sizes'>;
  /** What one customer's spending was counted up to; absent while nobody had spent anything. */
  readonly caps?: Caps;
  /** What there was to see on the day that the campaign had fixed to decide on; absent before. */
  readonly decided?: Decided;
}

/** The two arms on the day of the decision. */
export interface Decided {
  readonly on: PlainDate;
  readonly treated: Rate;
  readonly heldOut: Rate;
  /** The treated by variant; absent in a campaign without variants. */
  readonly variants?: Readonly<Record<string, Rate>>;
}

/**
 * What one campaign version did over all its cohorts. Treated means everyone who was not held out, whether or not a
 * message reached them: only then are the two arms alike in everything else. A customer counts once in the comparison,
 * with the first entry: what entries of the same customer lead to is alike, and would make the interval promise more
 * than it can keep. Deliveries and coupons count for every entry.
 */
export function measureCampaign(version: CampaignVersion, counted: CountedCampaign): CampaignReport {
  const { sums, caps, since, countedOn } = counted;
  const { holdout, steps, name, goal, decideOn } = version.campaign;
  const variants = compareVariants(
    version,
    sums.variants,
    counted.decided && (counted.decided.variants ?? {}),
  );
  const { treated, heldOut } = sums;
  const sampleRatio = sampleRatioOf(treated.spending.customers, heldOut.spending.customers, holdout);
  const isUneven = sampleRatio !== undefined && isSuspicious(sampleRatio);
  const difference = judge(version, counted, isUneven);
  const revenue = caps && compareSpending(treated.spending, heldOut.spending);
  const customers = treated.spending.customers + heldOut.spending.customers;
  return {
    id: version.id,
    version: version.version,
    name,
    goalDays: goal.within.hours / 24,
    since,
    countedOn,
    entered: customers,
    heldOut: heldOut.spending.customers,
    enteredAgain: sums.entries - customers,
    steps: steps.map((step, index) => ({
      action: step.action.type,
      afterHours: step.after.hours,
      ...(step.variant && { variant: step.variant }),
      ...(sums.steps[index] ?? { outcomes: {}, skipped: {} }),
    })),
    coupons: {
      issued:
        sumOf(steps.map((step, index) => issuedBy(step, sums.steps[index]))) +
        sumOf(Object.values(sums.sharedCodes).map(issuedIn)),
      redeemed: sums.couponsRedeemed,
    },
    treatedOrdered: orderedIn(treated),
    heldOutOrdered: orderedIn(heldOut),
    treatedOptedOut: { of: treated.spending.customers, did: treated.optedOut },
    heldOutOptedOut: { of: heldOut.spending.customers, did: heldOut.optedOut },
    treatedValue: valuePerCustomer(treated),
    heldOutValue: valuePerCustomer(heldOut),
    holdout,
    ...(decideOn !== undefined && { decidesOn: decideOn }),
    ...(counted.decided !== undefined && { decidedOn: counted.decided.on }),
    ...(difference && { difference }),
    ...(variants && { variants }),
    groups: difference === undefined || isUneven ? [] : groupsIn(sums),
    ...(sampleRatio && { sampleRatio }),
    ...(caps && revenue && { revenue: { countedUpTo: caps.value, ...revenue } }),
  };
}

/**
 * The difference with what may be said of it. By the interval that holds on every night, unless the campaign has fixed a
 * day: then as it was on that day, by the plain interval, and nothing may be said before. Nor of groups that cannot be
 * compared.
 */
function judge(
  { campaign }: CampaignVersion,
  { sums, decided }: CountedCampaign,
  isUneven: boolean,
): Difference | undefined {
  const now = differenceOf(orderedIn(sums.treated), orderedIn(sums.heldOut));
  if (now === undefined) return undefined;
  if (isUneven) return { ...now, verdict: 'untrusted' };
  if (campaign.decideOn === undefined) return now;
  const then = decided && differenceOf(decided.treated, decided.heldOut);
  return then === undefined ? { ...now, verdict: 'awaited' } : { ...then, verdict: verdictBy(then.today) };
}

/** What it did to the customers of each lifecycle, tier, type and locale, as far as both arms have any. */
const groupsIn = ({ groups }: Pick<CampaignSums, 'groups'>): CampaignReport['groups'] =>
  exploreGroups(
    dimensions.flatMap((dimension) => {
      const theirs = Object.entries(groups[dimension]);
      // A single group is the whole campaign.
      return theirs.length < 2 ? [] : theirs.map(([group, arms]) => ({ dimension, group, ...arms }));
    }),
  );

/**
 * The coupons with codes of their own that a step issued. One is issued once its email has a place, whatever becomes of
 * the email. Of a shared code, later steps remind.
 */
function issuedBy({ action }: Step, { outcomes }: StepSums = { outcomes: {}, skipped: {} }): number {
  if (!templatesOf(action).some(({ coupon }) => coupon !== undefined && coupon.shared === undefined))
    return 0;
  const { skipped = 0, ...others } = outcomes;
  return sumOf(Object.values(others));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
