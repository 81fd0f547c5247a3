import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { Interaction, InteractionOf, InteractionType } from '../interactions/interaction.ts';
import { byTime } from './activity.ts';
import type { ComplaintFacts, Facts, FeedbackFacts, InterestFacts, ReferralFacts } from './profile.ts';

type InteractionFacts = Pick<Facts, 'interest' | 'feedback' | 'complaints' | 'referrals'>;

/**
 * What a customer's interactions say about interest, feedback, complaints and referrals.
 *
 * @param before what is known from earlier facts; complaints and referrals are counted from all of them or not at all
 * @param interactions each one once, in its latest version
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function interactionFacts(
  before: InteractionFacts,
  interactions: readonly Interaction[],
  timeZone: string,
): InteractionFacts {
  const timeline: Timeline = {
    of: (type) =>
      interactions.filter((one): one is InteractionOf<typeof type> => one.type === type).sort(byTime),
    dayOf: ({ at }) => dayIn(timeZone, at),
  };
  const interest = interestIn(before.interest, timeline);
  const feedback = feedbackIn(before.feedback, timeline);
  const complaints = complaintsIn(timeline) ?? before.complaints;
  const referrals = referralsIn(timeline) ?? before.referrals;
  return {
    ...(interest && { interest }),
    ...(feedback && { feedback }),
    ...(complaints && { complaints }),
    ...(referrals && { referrals }),
  };
}

interface Timeline {
  /** The interactions of a type, the earliest first. */
  of<T extends InteractionType>(type: T): readonly InteractionOf<T>[];
  dayOf(fact: { readonly at: Instant }): PlainDate;
}

function interestIn(before: InterestFacts | undefined, { of, dayOf }: Timeline): InterestFacts | undefined {
  const [browsed, carts, wished] = [of('browse').at(-1), of('cart'), of('wishlist').at(-1)];
  const value = carts.findLast((cart) => cart.value !== undefined)?.value;
  if (browsed === undefined && carts.length === 0 && wished === undefined) return before;
  return {
    ...carts.map(dayOf).reduce(withCartDay, before ?? { cartDays: 0 }),
    ...(browsed && { browsedOn: dayOf(browsed) }),
    ...(wished && { wishlistedOn: dayOf(wished) }),
    ...(value !== undefined && { cartValue: value }),
  };
}

/** A day that comes once more, because clocks went back over midnight, counts as the later one. */
const withCartDay = (before: InterestFacts, day: PlainDate): InterestFacts =>
  before.cartedOn !== undefined && day <= before.cartedOn
    ? before
    : { ...before, cartedOn: day, cartDays: before.cartDays + 1 };

/** Feedback that is text alone is stored and shown, but is no score. */
function feedbackIn(before: FeedbackFacts | undefined, { of, dayOf }: Timeline): FeedbackFacts | undefined {
  const scores = (kind: 'nps' | 'csat') =>
    of('feedback').flatMap((one) => {
      const score = one[kind];
      return score === undefined ? [] : [{ score, on: dayOf(one) }];
    });
  const [nps, csat] = [scores('nps').at(-1), scores('csat').at(-1)];
  if (nps === undefined && csat === undefined) return before;
  return { ...before, ...(nps && { nps }), ...(csat && { csat }) };
}

/** A complaint that was closed without having been opened is not counted until the fact that opens it arrives. */
function complaintsIn({ of, dayOf }: Timeline): ComplaintFacts | undefined {
  const opened = of('complaint-opened');
  const latest = opened.at(-1);
  if (latest === undefined) return undefined;
  const closed = new Set(of('complaint-closed').map(({ id }) => id));
  return {
    count: opened.length,
    open: opened.filter(({ id }) => !closed.has(id)).length,
    openedOn: dayOf(latest),
  };
}

/** A friend who bought was sent, even when only the purchase was reported. */
function referralsIn({ of }: Timeline): ReferralFacts | undefined {
  const converted = of('referral-converted').map(({ id }) => id);
  const made = new Set([...of('referral').map(({ id }) => id), ...converted]);
  return made.size === 0 ? undefined : { made: made.size, converted: converted.length };
}
