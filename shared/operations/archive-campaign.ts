import type { Instant } from '../calendar.ts';
import type { CampaignId } from '../ids.ts';
import type { Store } from '../store/store.ts';

/**
 * Ends a campaign for good: nobody enters, and what is left of the steps of its journeys is left out at the next run of
 * the campaigns, customer by customer, so that reports count it. A repeat completes it.
 *
 * @returns how many cohorts have steps left
 * @throws NotFoundError
 */
export async function archiveCampaign(
  store: Pick<Store, 'campaigns' | 'cohorts' | 'due'>,
  id: CampaignId,
  at: Instant,
): Promise<number> {
  await store.campaigns.setState(id, 'archived', at);
  for (const due of await store.due.all()) {
    if (due.cohort.campaign !== id || due.at <= at) continue;
    const { night: _, claimed: __, ...listed } = due;
    // Beside the other entry, which a run may be working on at the moment; whichever is looked at last is removed.
    await store.due.add({ ...listed, at });
  }
  return (await store.cohorts.unfinished()).filter(({ campaign }) => campaign === id).length;
}
