import * as z from 'zod';
import { dayIn, type Instant } from '../calendar.ts';
import { NotFoundError } from '../errors.ts';
import type { FoundCampaign, Gathered } from '../findings/finding.ts';
import type { KnownCampaign } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import { gatherShopReport } from './gather-shop-report.ts';

/** Of how many nights movements are summed. */
const nights = 30;

/** Gathers what may need attention: what nights have counted, what is in flight and what is being written. */
export async function gatherFindings(
  store: Pick<Store, 'settings' | 'nights' | 'campaigns' | 'reports' | 'cohorts' | 'drafts'>,
  now: Instant,
): Promise<Gathered> {
  const [{ timeZone }, latestNight, report, known, cohorts, drafts] = await Promise.all([
    store.settings.load(),
    store.nights.latest(),
    gatherShopReport(store, nights).catch(orNone),
    store.campaigns.all(),
    store.cohorts.unfinished(),
    store.drafts.all(),
  ]);
  return {
    timeZone,
    today: dayIn(timeZone, now),
    ...(latestNight && { latestNight }),
    ...(report && { report }),
    campaigns: known.filter(({ state }) => state !== 'archived').map(foundCampaign),
    cohorts,
    drafts,
  };
}

/** Before the first night has closed there is no report, and there may be a night that failed. */
function orNone(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}

const sourceSchema = z.object({ name: z.string() });

const foundCampaign = ({ id, source, state, outOfBudget }: KnownCampaign): FoundCampaign => ({
  id,
  name: sourceSchema.safeParse(source).data?.name ?? id,
  state,
  ...(outOfBudget && { outOfBudget }),
});
