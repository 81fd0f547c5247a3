import pMap from 'p-map';
import type { CallbackResult } from '../callbacks/callback.ts';
import { cohortId } from '../ids.ts';
import type { Cohort } from '../journeys/cohort.ts';
import type { Enrolment } from '../journeys/enrolment.ts';
import type { Cursor } from '../paging.ts';
import { measureCampaign, type Participant } from '../report/shop/measure-campaign.ts';
import type { CallbackReport, CampaignReport, ShopReport } from '../report/shop/shop-report.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { findClosedNights } from './closed-nights.ts';

type ReportingStore = Pick<
  Store,
  'settings' | 'nights' | 'cohorts' | 'campaigns' | 'journeys' | 'activity' | 'coupons' | 'callbacks'
>;

const concurrentCustomers = 16;

/**
 * Gathers the report on the latest closed nights. It reads every enrolment and the orders of every enrolled customer,
 * so its cost grows with the campaigns and not with the shop.
 *
 * @param nights how many nights to report on at most
 * @throws NotFoundError before the first night has closed
 */
export async function gatherShopReport(store: ReportingStore, nights: number): Promise<ShopReport> {
  const settings = await store.settings.load();
  const closed = await findClosedNights(store, nights);
  const [first, ...later] = closed;
  const last = later.at(-1) ?? first;
  const campaigns = await gatherCampaigns(store, settings);
  return {
    shopName: settings.shopName,
    currency: settings.currency,
    from: first.date,
    to: last.date,
    nights: closed.length,
    customers: last.progress.report.customers,
    lifecycles: { first: first.progress.report.lifecycles, last: last.progress.report.lifecycles },
    tiers: last.progress.report.tiers,
    movements: sumCounts(later.map((night) => night.progress.report.movements)),
    campaigns: campaigns.map(({ report }) => report),
    callbacks: await gatherCallbacks(
      store,
      campaigns.flatMap(({ participants }) => participants),
    ),
  };
}

interface GatheredCampaign {
  readonly report: CampaignReport;
  readonly participants: readonly Participant[];
}

/**
 * Gathers one report for each version of a campaign, because each has its own steps, goal and holdout: mixing versions
 * with different holdouts would compare customers of different times.
 */
async function gatherCampaigns(store: ReportingStore, settings: Settings): Promise<GatheredCampaign[]> {
  const [finished, unfinished] = await Promise.all([store.cohorts.finished(), store.cohorts.unfinished()]);
  const cohorts = [
    ...new Map([...finished, ...unfinished].map((cohort) => [cohortId(cohort), cohort])).values(),
  ];
  const running = (await store.campaigns.all()).filter(({ isPaused }) => !isPaused);
  const active = new Set(running.map(({ id, version }) => `${id}#${version}`));
  const versions = new Map(cohorts.map((cohort) => [`${cohort.campaign}#${cohort.version}`, cohort]));
  const gathered = [...versions.values()].map(
    async ({ campaign, version: number }): Promise<GatheredCampaign> => {
      const theirs = cohorts.filter((cohort) => cohort.campaign === campaign && cohort.version === number);
      const version = await store.campaigns.version(campaign, number);
      const enrolments = (await Promise.all(theirs.map((cohort) => enrolmentsOf(store, cohort)))).flat();
      const participants = await pMap(enrolments, (one) => participantFor(store, one), {
        concurrency: concurrentCustomers,
      });
      const report = {
        ...measureCampaign(version, participants, settings.timeZone),
        since: theirs.map(({ date }) => date).reduce((first, date) => (date < first ? date : first)),
        isPaused: !active.has(`${campaign}#${number}`),
      };
      return { report, participants };
    },
  );
  return (await Promise.all(gathered)).sort((a, b) => b.report.entered - a.report.entered);
}

async function enrolmentsOf(store: ReportingStore, cohort: Cohort): Promise<Enrolment[]> {
  const enrolments: Enrolment[] = [];
  for (let shard = 0; shard < cohort.shards; shard += 1) {
    let from: Cursor | undefined;
    do {
      const page = await store.journeys.page(cohort, shard, from, 1000);
      enrolments.push(...page.enrolments);
      from = page.next;
    } while (from !== undefined);
  }
  return enrolments;
}

async function participantFor(store: ReportingStore, enrolment: Enrolment): Promise<Participant> {
  const { customerId, cohort } = enrolment;
  const [activity, coupons] = await Promise.all([
    store.activity.allOf(customerId),
    store.coupons.allOf(customerId),
  ]);
  return {
    enrolment,
    orders: activity.flatMap((one) => (one.type === 'order' ? [one.order] : [])),
    coupons: coupons.filter((coupon) => coupon.issuedFor.startsWith(`${cohortId(cohort)}#`)),
  };
}

async function gatherCallbacks(
  store: ReportingStore,
  participants: readonly Participant[],
): Promise<CallbackReport> {
  const waiting = await store.callbacks.waiting();
  const queued = participants.flatMap(({ enrolment: { customerId, steps } }) =>
    Object.values(steps).flatMap((one) =>
      one.state === 'queued' ? [{ customerId, taskId: one.taskId }] : [],
    ),
  );
  const found = await pMap(
    queued,
    async ({ customerId, taskId }) => {
      const task = await store.callbacks.find(customerId, taskId);
      return { task, coupon: task?.reward && (await store.coupons.get(customerId, task.reward.code)) };
    },
    { concurrency: concurrentCustomers },
  );
  const coupons = found.flatMap(({ coupon }) => coupon ?? []);
  const results: Partial<Record<CallbackResult, number>> = {};
  let toCallAgain = 0;
  for (const { task } of found) {
    // Answered and not closed: the workflow waits for the next attempt, or is about to close the task.
    if (task?.progress.state === 'answered') toCallAgain += 1;
    if (task?.progress.state !== 'closed') continue;
    results[task.progress.result] = (results[task.progress.result] ?? 0) + 1;
  }
  return {
    waiting: waiting.length,
    escalated: waiting.filter((task) => task.escalatedTo !== undefined).length,
    toCallAgain,
    results,
    coupons: {
      issued: coupons.length,
      redeemed: coupons.filter((one) => one.redemption !== undefined).length,
    },
  };
}

function sumCounts(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const one of counts)
    for (const [name, count] of Object.entries(one)) total[name] = (total[name] ?? 0) + count;
  return total;
}
