import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { Interaction, InteractionOf, InteractionType } from '../interactions/interaction.ts';
import type { ComplaintFacts, Facts, FeedbackFacts, InterestFacts, ReferralFacts } from './profile.ts';

type InteractionFacts = Pick<Facts, 'interest' | 'feedback' | 'complaints' | 'referrals'>;

/**
 * What a customer's interactions say about interest, feedback, complaints and referrals.
 *
 * @param interactions each one once, in its latest version
 * @param timeZone the shop's; it decides which day a fact belongs to
 */
export function interactionFacts(interactions: readonly Interaction[], timeZone: string): InteractionFacts {
  if (interactions.length === 0) return {};
  const timeline: Timeline = {
    of: (type) =>
      interactions.filter((one): one is InteractionOf<typeof type> => one.type === type).sort(byTime),
    dayOf: ({ at }) => dayIn(timeZone, at),
  };
  const [interest, feedback] = [interestIn(timeline), feedbackIn(timeline)];
  const [complaints, referrals] = [complaintsIn(timeline), referralsIn(timeline)];
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

/** Facts of the same moment are sorted by id, so that which is the latest does not depend on the order of arrival. */
const byTime = (a: Interaction, b: Interaction): number => (momentOf(a) < momentOf(b) ? -1 : 1);

const momentOf = ({ at, id }: Interaction): string => `${at} ${id}`;

function interestIn({ of, dayOf }: Timeline): InterestFacts | undefined {
  const [browsed, carts, wished] = [of('browse').at(-1), of('cart'), of('wishlist').at(-1)];
  const carted = carts.at(-1);
  const value = carts.findLast((cart) => cart.value !== undefined)?.value;
  if (browsed === undefined && carted === undefined && wished === undefined) return undefined;
  return {
    ...(browsed && { browsedOn: dayOf(browsed) }),
    ...(carted && { cartedOn: dayOf(carted) }),
    ...(wished && { wishlistedOn: dayOf(wished) }),
    cartDays: new Set(carts.map(dayOf)).size,
    ...(value !== undefined && { cartValue: value }),
  };
}

/** Feedback that is text alone is stored and shown, but is no score. */
function feedbackIn({ of, dayOf }: Timeline): FeedbackFacts | undefined {
  const scores = (kind: 'nps' | 'csat') =>
    of('feedback').flatMap((one) => {
      const score = one[kind];
      return score === undefined ? [] : [{ score, on: dayOf(one) }];
    });
  const [nps, csat] = [scores('nps').at(-1), scores('csat').at(-1)];
  if (nps === undefined && csat === undefined) return undefined;
  return { ...(nps && { nps }), ...(csat && { csat }) };
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
