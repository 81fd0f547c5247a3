import { dayIn, type Instant, instant } from '../../shared/calendar.ts';
import { type CampaignId, cohortId } from '../../shared/ids.ts';
import type { Enrolment } from '../../shared/journeys/enrolment.ts';
import type { Cursor } from '../../shared/paging.ts';
import type { Store } from '../../shared/store/store.ts';
import { hasResponse } from '../shop/responses.ts';
import type { SimulatedShop } from '../shop/simulated-shop.ts';

/** What a campaign does to the customers of a simulated shop. */
export interface TrueEffect {
  readonly campaign: CampaignId;
  /** False when the customers are made to order exactly what they would have without it. */
  readonly isEffective: boolean;
  /**
   * Treated customers who ordered within their goal because of the campaign, and would not have without it, as a share of
   * all treated. No estimate: the simulation knows which orders a campaign caused.
   */
  readonly effect: number;
}

type EnrolmentStore = Pick<Store, 'cohorts' | 'journeys'>;

/**
 * Finds what the campaigns of a simulated shop do to their customers, counted as a report counts: treated is everybody
 * who was not held out, with the first entry into a version.
 *
 * @param upTo orders from then on do not count
 */
export async function findTrueEffects(
  store: EnrolmentStore,
  shop: SimulatedShop,
  upTo: Instant,
  timeZone: string,
): Promise<readonly TrueEffect[]> {
  const causes = new Map(shop.causedOrders().map(({ orderId, campaign }) => [orderId, campaign]));
  const isCaused = ({ customerId, enteredAt, goalEndsOn, cohort }: Enrolment) => {
    const within = shop
      .ordersOf(customerId)
      .map(({ id, status, placedAt }) => ({ id, status, placedAt: instant(placedAt) }))
      .filter(({ status }) => status !== 'cancelled')
      .filter(({ placedAt }) => placedAt > enteredAt && placedAt < upTo)
      .filter(({ placedAt }) => dayIn(timeZone, placedAt) <= goalEndsOn);
    return within.length > 0 && within.every(({ id }) => causes.get(id) === cohort.campaign);
  };
  const treated = new Map<CampaignId, Enrolment[]>();
  for (const enrolment of await allEnrolments(store)) {
    if (enrolment.isHeldOut || !enrolment.isFirst) continue;
    const { campaign } = enrolment.cohort;
    treated.set(campaign, [...(treated.get(campaign) ?? []), enrolment]);
  }
  return [...treated].map(([campaign, theirs]) => ({
    campaign,
    isEffective: hasResponse(campaign),
    effect: theirs.filter(isCaused).length / theirs.length,
  }));
}

async function allEnrolments({ cohorts, journeys }: EnrolmentStore): Promise<readonly Enrolment[]> {
  const found = [...(await cohorts.unfinished()), ...(await cohorts.finished())];
  const enrolments: Enrolment[] = [];
  for (const cohort of new Map(found.map((one) => [cohortId(one), one])).values()) {
    for (let shard = 0; shard < cohort.shards; shard += 1) {
      let from: Cursor | undefined;
      do {
        const page = await journeys.page(cohort, shard, from, 1000);
        enrolments.push(...page.enrolments);
        from = page.next;
      } while (from !== undefined);
    }
  }
  return enrolments;
}
