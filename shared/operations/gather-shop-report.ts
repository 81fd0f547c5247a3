import { type CampaignId, versionId } from '../ids.ts';
import type { ClosedNight } from '../night/night.ts';
import type { CallSums } from '../report/shop/campaign-sums.ts';
import { measureAllCampaigns } from '../report/shop/global-holdout.ts';
import { measureCampaign } from '../report/shop/measure-campaign.ts';
import type { CallbackReport, CampaignReport, ShopReport } from '../report/shop/shop-report.ts';
import { targetReportsOf } from '../report/targets.ts';
import type { Store } from '../store/store.ts';
import { countedBy, daysOfTargets, findClosedNights } from './closed-nights.ts';
import { findCounted } from './counted-version.ts';

type ReportingStore = Pick<Store, 'settings' | 'nights' | 'campaigns' | 'reports'>;

/**
 * Gathers the report on the latest closed nights. Campaigns are as their last night has counted them: no customer, order
 * or enrolment is read, so it costs the same whatever the number of customers.
 *
 * @param nights how many nights to report on at most
 * @throws NotFoundError before the first night has closed
 */
export async function gatherShopReport(store: ReportingStore, nights: number): Promise<ShopReport> {
  const settings = await store.settings.load();
  const all = await findClosedNights(store, Math.max(2 * nights, daysOfTargets(settings.targets)));
  const [first = all[0], ...later] = all.slice(-nights);
  const last = later.at(-1) ?? first;
  const stored = await store.reports.all();
  const published = new Map((await store.campaigns.all()).map((one) => [one.id, one]));
  const running = [...published.values()].filter(({ state }) => state === 'active');
  const active = new Set(running.map(({ id, version }) => versionId({ campaign: id, version })));
  // One for each version, because each has its own steps, goal and holdout: mixing versions with different holdouts would
  // compare customers of different times.
  const campaigns = await Promise.all(
    stored.map(async ({ campaign, version, ...counted }): Promise<CampaignReport> => {
      const report = measureCampaign(await store.campaigns.journeyVersion(campaign, version), counted);
      const outOfBudget = published.get(campaign)?.outOfBudget;
      const isPaused = !active.has(versionId({ campaign, version }));
      return { ...report, isPaused, ...(outOfBudget && { outOfBudget }) };
    }),
  );
  const period = await store.reports.lastPeriod();
  return {
    shopName: settings.shopName,
    currency: settings.currency,
    from: first.date,
    to: last.date,
    nights: later.length + 1,
    customers: last.progress.report.customers,
    lifecycles: { first: first.progress.report.lifecycles, last: last.progress.report.lifecycles },
    tiers: last.progress.report.tiers,
    targets: targetReportsOf(settings.targets, all.map(countedBy)),
    movements: sumCounts(later.map((night) => night.progress.report.movements)),
    campaigns: campaigns.sort((a, b) => b.entered - a.entered),
    ...(period && { allCampaigns: measureAllCampaigns(period) }),
    callbacks: callbacksOf(
      last,
      stored.map(({ sums }) => sums.calls),
    ),
  };
}

/**
 * Gathers the report of one campaign version, as its last night has counted it.
 *
 * @throws NotFoundError when no night has counted it
 */
export async function gatherCampaignReport(
  store: Pick<Store, 'campaigns' | 'reports'>,
  campaign: CampaignId,
  version: number,
): Promise<CampaignReport> {
  const stored = await findCounted(store, { campaign, version });
  const latest = (await store.campaigns.all()).find(({ id }) => id === campaign);
  const isRunning = latest?.state === 'active' && latest.version === version;
  const read = await store.campaigns.journeyVersion(campaign, version);
  return { ...measureCampaign(read, stored), isPaused: !isRunning };
}

/** The calls of all campaigns, with the queue as the night found it. */
function callbacksOf({ progress: { report } }: ClosedNight, calls: readonly CallSums[]): CallbackReport {
  const { waiting, escalated } = report.callbacks;
  const results = sumCounts(calls.map((one) => one.results));
  const closed = Object.values(results).reduce((sum, count) => sum + count, 0);
  const asked = calls.reduce((sum, one) => sum + one.asked, 0);
  return {
    waiting,
    escalated,
    // Neither closed nor in the queue: the workflow waits for the next attempt.
    toCallAgain: Math.max(0, asked - closed - waiting),
    results,
    coupons: {
      issued: results['coupon'] ?? 0,
      redeemed: calls.reduce((sum, one) => sum + one.couponsRedeemed, 0),
    },
  };
}

function sumCounts(counts: readonly Readonly<Partial<Record<string, number>>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const one of counts)
    for (const [name, count = 0] of Object.entries(one)) total[name] = (total[name] ?? 0) + count;
  return total;
}
