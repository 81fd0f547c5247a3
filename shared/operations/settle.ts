import { isDeepStrictEqual } from 'node:util';
import { dayIn } from '../calendar.ts';
import { cohortId } from '../ids.ts';
import { momentOf } from '../profile/activity.ts';
import type { OpenEnrolment } from '../profile/open-enrolment.ts';
import { settled } from '../profile/outcome.ts';
import type { Profile } from '../profile/profile.ts';
import type { Store } from '../store/store.ts';
import type { FoldedCustomer, RecordedFact } from './fold-profile.ts';
import { noteForReport } from './note-for-report.ts';
import { settlePlaces } from './settle-places.ts';

type SettlingStore = Pick<Store, 'journeys' | 'activity' | 'reports' | 'coupons' | 'sharedCodes'>;

/**
 * Writes what facts mean for a customer's enrolments and for the places that they have with shared codes, as the profile says it: whichever order facts come in, the outcome
 * of the latest version of the profile stays. Each time may be the first after a crash, so it is written also when the
 * profile did not change.
 *
 * @param facts those that came in; undefined when they may be any
 */
export async function settle(
  store: SettlingStore,
  { ref }: Pick<FoldedCustomer, 'ref'>,
  profile: Profile,
  facts: readonly RecordedFact[] | undefined,
  timeZone: string,
): Promise<void> {
  const touched = await touchedBy(store, profile, facts, timeZone);
  for (const { cohort, shard, outcome } of touched) {
    if (await store.journeys.settle({ cohort, shard, ref }, outcome, profile.version))
      await noteForReport(store, cohort);
  }
  if (facts !== undefined) await settlePlaces(store, ref, profile, facts);
}

/** The enrolments that facts may mean something for. */
async function touchedBy(
  store: SettlingStore,
  profile: Profile,
  facts: readonly RecordedFact[] | undefined,
  timeZone: string,
): Promise<readonly OpenEnrolment[]> {
  const { openEnrolments: open, goalsEndedOn, redeemingOrders = [] } = profile;
  // Until it is used, a coupon means nothing for any.
  if (facts !== undefined && facts.length > 0 && facts.every(({ fact }) => fact.type === 'coupon')) return [];
  const usedCoupon = ({ fact }: RecordedFact) =>
    fact.type === 'order' && redeemingOrders.includes(fact.order.id);
  // Another version may have been of another day, and a coupon's goal may be over when it is used, so either may mean
  // something for every enrolment.
  const days = facts?.every((one) => one.isNew && !usedCoupon(one))
    ? facts.map(({ fact }) => dayIn(timeZone, momentOf(fact)))
    : undefined;
  const isLate =
    goalsEndedOn !== undefined && (days === undefined || days.some((day) => day <= goalsEndedOn));
  const ended = isLate ? await endedEnrolments(store, profile, timeZone) : [];
  const reached =
    days === undefined
      ? open
      : open.filter((one) =>
          days.some((day) => day >= dayIn(timeZone, one.enteredAt) && day <= one.goalEndsOn),
        );
  return [...reached, ...ended];
}

/** The enrolments that are no longer on the profile, with their outcomes by all that is known. */
async function endedEnrolments(
  store: SettlingStore,
  { customerId, openEnrolments }: Profile,
  timeZone: string,
): Promise<readonly OpenEnrolment[]> {
  const open = new Set(openEnrolments.map(({ cohort }) => cohortId(cohort)));
  const ended = (await store.journeys.allOf(customerId)).filter(({ cohort }) => !open.has(cohortId(cohort)));
  if (ended.length === 0) return [];
  const after = settled(ended, await store.activity.allOf(customerId), timeZone);
  return after.filter((one, place) => !isDeepStrictEqual(one.outcome, ended[place]?.outcome));
}
