import type { Instant, PlainDate } from '../calendar.ts';
import { asItStands } from '../coupons/coupon.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { Language } from '../language.ts';
import { type CustomerPicture, type Happening, pictureOf } from '../portrait/picture.ts';
import { momentOf } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import type { Store } from '../store/store.ts';
import { referralStanding } from './hand-out-code.ts';

/**
 * Gathers the picture of a customer. Reads activity, coupons, enrolments, refused entries, tasks and referrals, and the
 * population of the latest night.
 *
 * @param at the time now; friends who were sent are counted by year
 * @param asOf the day to explain and forecast for; the day of the population when absent
 */
export async function gatherCustomer(
  store: Store,
  profile: Profile,
  language: Language,
  { asOf, at }: { readonly asOf?: PlainDate | undefined; readonly at: Instant },
): Promise<CustomerPicture> {
  const [population, happenings, settings] = await Promise.all([
    store.nights.latestPopulation(),
    gatherHappenings(store, profile),
    store.settings.load(),
  ]);
  const referrals = await referralStanding(store, profile.customerId, settings, at);
  return { ...pictureOf(profile, happenings, population, language, asOf), ...(referrals && { referrals }) };
}

/** Everything that happened, oldest first. */
async function gatherHappenings(store: Store, profile: Profile): Promise<readonly Happening[]> {
  const { customerId } = profile;
  const [activity, coupons, enrolments, refused] = await Promise.all([
    store.activity.allOf(customerId),
    store.coupons.allOf(customerId),
    store.journeys.allOf(customerId),
    store.refusedEntries.allOf(customerId),
  ]);
  const tasks = await Promise.all(
    enrolments.flatMap(({ steps }) =>
      Object.values(steps).flatMap((step) =>
        step.state === 'queued' ? [store.callbacks.find(customerId, step.taskId)] : [],
      ),
    ),
  );
  const happenings: Happening[] = [
    ...activity.map((one): Happening => ({ type: 'activity', at: momentOf(one), activity: one })),
    ...coupons.map((coupon): Happening => {
      const orderId = coupon.redemption?.orderId;
      const used = activity.find((one) => one.type === 'order' && one.order.id === orderId);
      const now = asItStands(coupon, used?.type === 'order' ? used.order : undefined);
      return { type: 'coupon', at: coupon.issuedAt, coupon: now };
    }),
    ...enrolments.flatMap(journeyOf),
    ...refused.map(
      ({ at, campaign, excludedBy }): Happening => ({ type: 'refused', at, campaign, excludedBy }),
    ),
    ...tasks.flatMap((task): Happening[] => (task ? [{ type: 'call', at: task.queuedAt, task }] : [])),
  ];
  return happenings.sort((a, b) => a.at.localeCompare(b.at));
}

function journeyOf({ cohort: { campaign }, enteredAt, isHeldOut, variant, steps }: Enrolment): Happening[] {
  const emails = Object.entries(steps).flatMap(([place, delivery]): Happening[] => {
    const email = { type: 'email', campaign, step: Number(place) + 1 } as const;
    if (delivery.state === 'sent') {
      const reported = (['opened', 'clicked', 'bounced', 'complained'] as const).flatMap(
        (event): Happening[] => {
          const at = delivery.events?.[event];
          return at === undefined ? [] : [{ ...email, at, event }];
        },
      );
      return [{ ...email, at: delivery.at, event: 'sent' }, ...reported];
    }
    if (delivery.state === 'skipped') {
      const { at, reason } = delivery;
      return [{ type: 'skipped', at, campaign, step: Number(place) + 1, reason }];
    }
    const isNotable = delivery.state === 'unknown' || delivery.state === 'failed';
    return isNotable ? [{ ...email, at: delivery.at, event: delivery.state }] : [];
  });
  const entered = {
    type: 'entered',
    at: enteredAt,
    campaign,
    isHeldOut,
    ...(variant && { variant }),
  } as const;
  return [entered, ...emails];
}
