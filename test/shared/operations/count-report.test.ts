import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documents } from '../../../functions/toolkit/store.ts';
import { addDays, instant, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { type CohortKey, campaignIdSchema, customerIdSchema } from '../../../shared/ids.ts';
import { shardKey } from '../../../shared/journeys/cohort.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { emptyRescoreTally } from '../../../shared/night/night.ts';
import { countReport, versionsToCount } from '../../../shared/operations/count-report.ts';
import { gatherShopReport } from '../../../shared/operations/gather-shop-report.ts';
import { noOutcome } from '../../../shared/profile/open-enrolment.ts';
import { type CampaignSums, sumEnrolments } from '../../../shared/report/shop/campaign-sums.ts';
import { entryDayOfCohort } from '../../../shared/report/shop/counting.ts';
import { entryDayOf } from '../../../shared/slot.ts';
import { tableNamesFrom } from '../../../shared/store/tables.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { enrolmentFor } from '../campaigns/campaigns.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const firstNight = plainDate('2026-09-01');
const shards = 3;
const campaign = campaignIdSchema.parse('win-back');
let version: number;
let publications = 0;
beforeEach(async () => {
  publications += 1;
  const source = {
    name: `Win back ${publications}`,
    audience: {},
    steps: [{ after: '0d', email: { template: 'hello' } }],
  };
  const publishedAt = instant('2026-08-31T12:00:00Z');
  version = await tables.store.campaigns.publish({ id: campaign, source, templates: {}, publishedAt });
});

/** Customers of all kinds who entered on one date, a tenth of them held out. */
const enrolmentsOf = (date: PlainDate, count: number): Enrolment[] =>
  Array.from({ length: count }, (_, number) => {
    const customerId = customerIdSchema.parse(`c${number}`);
    const any = (what: string) => uniformFrom(what, date, customerId);
    const ordered = any('ordered') < 0.3;
    return enrolmentFor(customerId, {
      cohort: { campaign, version, slot: date },
      shard: number % shards,
      isHeldOut: any('arm') < 0.1,
      onEntry: {
        lifecycle: any('lifecycle') < 0.5 ? 'silent' : 'lost',
        tier: any('tier') < 0.5 ? 'gold' : 'bronze',
        type: any('type') < 0.5 ? 'loyal' : 'none',
        locale: any('locale') < 0.5 ? 'en-GB' : 'zh-CN',
        spentInYearBefore: Math.floor(any('before') * 90_000),
      },
      steps: { 0: { state: 'sent', at: instant(`${date}T04:00:00Z`), messageId: 'm' } },
      outcome: { ...noOutcome, ...(ordered && { orders: 1, spent: Math.floor(any('spent') * 9_000) + 1 }) },
    });
  });

async function enrol(enrolments: readonly Enrolment[]): Promise<void> {
  for (let from = 0; from < enrolments.length; from += 25) {
    const items = enrolments.slice(from, from + 25).map((one) => ({
      PutRequest: { Item: { ...one, cohortShard: shardKey(one.cohort, one.shard), fingerprints: {} } },
    }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [tableNamesFrom({}).journeys]: items } }));
  }
  const dates = new Set(enrolments.map(({ cohort }) => entryDayOf(cohort.slot)));
  for (const date of dates)
    await tables.store.reports.open({
      cohort: { campaign, version, slot: date },
      shards,
      until: addDays(date, 37),
    });
}

/** Counts what is open on a night, in calls that each stop as soon as they may. */
async function count(night: PlainDate): Promise<void> {
  const task = { campaign, version, night, retention: {}, timeZone: 'UTC' };
  while (!(await countReport(tables.store, task, () => true)));
}

const uncapped = { value: Number.POSITIVE_INFINITY, prior: Number.POSITIVE_INFINITY };
const withoutSizes = ({ sizes: _, ...sums }: CampaignSums) => sums;

describe('counting a report', () => {
  test('sums all shards of all cohorts, however often it breaks off', async () => {
    const enrolments = [...enrolmentsOf(firstNight, 50), ...enrolmentsOf(addDays(firstNight, 40), 70)];
    await enrol(enrolments);
    let commands = 0;
    for (let breaksAt = 1; ; breaksAt += 1) {
      commands = 0;
      const stop = tables.intercept(() => {
        commands += 1;
        if (commands === breaksAt) throw new Error('power cut');
      });
      const isDone = await count(addDays(firstNight, 41)).then(
        () => true,
        () => false,
      );
      stop();
      if (isDone) break;
    }
    const report = await tables.store.reports.find({ campaign, version });
    expect(report).toMatchObject({ since: firstNight, countedOn: addDays(firstNight, 41) });
    expect(report?.sums).toEqual(withoutSizes(sumEnrolments(enrolments, uncapped)));
  });

  test('leaves alone what was counted for the last time, unless something about it was noted', async () => {
    const early = enrolmentsOf(firstNight, 30);
    await enrol(early);
    await count(addDays(firstNight, 38));
    const key = { campaign, version };
    const isOpen = async () => (await versionsToCount(tables.store)).some((one) => one.version === version);
    expect(await isOpen()).toBe(false);
    const [changed] = early;
    if (changed === undefined) expect.fail('somebody entered');
    await tables.store.journeys.settle(changed, { ...noOutcome, orders: 1, spent: 77 }, 9);
    await count(addDays(firstNight, 39));
    expect((await tables.store.reports.find(key))?.countedOn).toBe(addDays(firstNight, 38));
    const closed = await tables.store.reports.findClosed(changed.cohort);
    if (closed === undefined) expect.fail('the cohort is closed');
    await tables.store.reports.askForRecount(entryDayOfCohort(closed));
    expect(await isOpen()).toBe(true);
    await count(addDays(firstNight, 40));
    const after = early.map((one) =>
      one === changed ? { ...one, outcome: { ...noOutcome, orders: 1, spent: 77 } } : one,
    );
    const report = await tables.store.reports.find(key);
    expect(report?.sums.treated.spent).toBe(sumEnrolments(after, uncapped).treated.spent);
    expect(await isOpen()).toBe(false);
  });

  test('takes one customer’s spending up to what the count before found to be large', async () => {
    const enrolments = enrolmentsOf(firstNight, 400);
    await enrol(enrolments);
    await count(firstNight);
    const first = await tables.store.reports.find({ campaign, version });
    expect(first?.caps).toBeUndefined();
    await count(addDays(firstNight, 1));
    const second = await tables.store.reports.find({ campaign, version });
    const spent = enrolments.flatMap(({ outcome }) => (outcome.spent > 0 ? [outcome.spent] : []));
    const exact = spent.sort((a, b) => a - b)[Math.ceil(spent.length * 0.95) - 1] ?? 0;
    expect(second?.caps?.value).toBeLessThanOrEqual(exact);
    expect(second?.caps?.value).toBeGreaterThan(exact * 0.992);
    const caps = second?.caps ?? uncapped;
    expect(second?.sums).toEqual(withoutSizes(sumEnrolments(enrolments, caps)));
  });

  test('does not count again what may have been deleted since', async () => {
    await enrol(enrolmentsOf(firstNight, 10));
    await count(addDays(firstNight, 38));
    const closed = await tables.store.reports.findClosed({ campaign, version, slot: firstNight });
    if (closed === undefined) expect.fail('the cohort is closed');
    await tables.store.reports.askForRecount(entryDayOfCohort(closed));
    const retention = { journeyDays: 365 };
    await countReport(
      tables.store,
      { campaign, version, night: addDays(firstNight, 365), retention, timeZone: 'UTC' },
      () => false,
    );
    const report = await tables.store.reports.find({ campaign, version });
    expect(report).toMatchObject({ countedOn: addDays(firstNight, 38), sums: { entries: 10 } });
  });
});

test('reading a report costs the same for 200 participants and for 20,000', async () => {
  const night = { date: firstNight, openedAt: instant('2026-09-01T04:00:00Z'), executionArn: 'a' };
  const report = {
    ...emptyRescoreTally(),
    durationsMs: {},
    capacity: { readUnits: 0, writeUnits: 0 },
    stepsRun: 0,
    stepsFailed: 0,
    failures: [],
    callbacks: { waiting: 0, escalated: 0 },
    outOfBudget: [],
  };
  const progress = { state: 'closed', at: night.openedAt, report } as const;
  await tables.store.nights.open({ ...night, scanSegments: 1, campaigns: [], progress });
  await enrol(enrolmentsOf(firstNight, 1));
  const costOf = async (participants: number, on: PlainDate) => {
    const enrolments = enrolmentsOf(firstNight, participants);
    const page = async (_: CohortKey, shard: number) => ({
      enrolments: enrolments.filter((one) => one.shard === shard),
    });
    // Writing so many would take a minute; what reading the report costs is measured on what counting them left.
    const journeys = { ...tables.store.journeys, page };
    const task = { campaign, version, night: on, retention: {}, timeZone: 'UTC' };
    await countReport({ ...tables.store, journeys }, task, () => false);
    tables.store.capacity.take();
    const { campaigns } = await gatherShopReport(tables.store, 30);
    const { entered } = campaigns.find((one) => one.version === version) ?? { entered: 0 };
    return { entered, readUnits: tables.store.capacity.take().readUnits };
  };
  const small = await costOf(200, firstNight);
  const large = await costOf(20_000, addDays(firstNight, 1));
  expect([small.entered, large.entered]).toEqual([200, 20_000]);
  expect(large.readUnits).toBe(small.readUnits);
});
