import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../shared/calendar.ts';
import { type CustomerRef, campaignIdSchema, cohortId, eventSlotSchema } from '../../../shared/ids.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { type EnrolledPlace, listEnrolled } from '../../../shared/operations/list-enrolled.ts';
import type { CountedCohort } from '../../../shared/report/shop/counting.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { enrolmentOf } from '../campaigns/campaigns.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const campaign = campaignIdSchema.parse('win-back');
const until = plainDate('2027-12-31');
const cohortOn = (day: number, shards: number, version = 1): CountedCohort => ({
  cohort: { campaign, version, slot: addDays(plainDate('2026-01-01'), day) },
  shards,
  until,
});
const refOf = (number: number) => String(number).padStart(22, '0') as CustomerRef;

/** Cohorts and enrolments in memory, as the stores give them. */
function storeOf(cohorts: readonly CountedCohort[], all: readonly Enrolment[]) {
  const name = (one: Pick<CountedCohort, 'cohort'>) => cohortId(one.cohort);
  return {
    reports: {
      cohortsFrom: async (_: unknown, from: CountedCohort['cohort'] | undefined, limit: number) =>
        cohorts.filter((one) => from === undefined || name(one) >= cohortId(from)).slice(0, limit),
    },
    journeys: {
      page: async (
        cohort: CountedCohort['cohort'],
        shard: number,
        from: Readonly<Record<string, string>> | undefined,
        limit: number,
      ) => {
        const theirs = all.filter((one) => cohortId(one.cohort) === cohortId(cohort) && one.shard === shard);
        const left = theirs.filter(({ ref }) => from === undefined || ref > (from['ref'] ?? ''));
        const enrolments = left.slice(0, limit);
        const last = enrolments.at(-1)?.ref ?? '';
        return { enrolments, ...(left.length > limit && { next: { cohortShard: 'x', ref: last } }) };
      },
    },
  } as never;
}

async function everybody(store: Parameters<typeof listEnrolled>[0]) {
  const [refs, sizes]: [CustomerRef[], number[]] = [[], []];
  let from: EnrolledPlace | undefined;
  do {
    const part = await listEnrolled(store, { campaign, version: 1 }, from);
    refs.push(...part.enrolments.map(({ ref }) => ref));
    sizes.push(part.enrolments.length);
    from = part.next;
  } while (from !== undefined);
  return { refs, sizes };
}

test('the parts have everybody who entered once, however they are spread, and none is large', async () => {
  const spread = fc.array(fc.record({ shards: fc.integer({ min: 1, max: 4 }), people: fc.nat(1500) }), {
    maxLength: 7,
  });
  await fc.assert(
    fc.asyncProperty(spread, async (days) => {
      const cohorts = days.map(({ shards }, day) => cohortOn(day, shards));
      let number = 0;
      const all = cohorts.flatMap(({ cohort, shards }, day) =>
        Array.from({ length: days[day]?.people ?? 0 }, () => {
          number += 1;
          return { ...enrolmentOf(), cohort, shard: number % shards, ref: refOf(number) };
        }),
      );
      const { refs, sizes } = await everybody(storeOf(cohorts, all));
      expect(refs.toSorted()).toEqual(all.map(({ ref }) => ref).toSorted());
      expect(Math.max(...sizes)).toBeLessThanOrEqual(2500);
    }),
    { numRuns: 20 },
  );
});

test('cohorts in which nobody is left end, however many there are', async () => {
  const cohorts = Array.from({ length: 250 }, (_, day) => cohortOn(day, 3));
  const last = { ...enrolmentOf(), cohort: cohortOn(249, 3).cohort, shard: 2, ref: refOf(1) };
  expect((await everybody(storeOf(cohorts, [last]))).refs).toEqual([last.ref]);
});

test('cohorts come in order of entry from one of them on, counted or not, and none of another version', async () => {
  const { reports } = tables.store;
  const event = {
    cohort: { campaign, version: 1, slot: eventSlotSchema.parse('20260103T0505Z') },
    shards: 1,
    until,
  };
  const days = [0, 1, 2, 3].map((day) => cohortOn(day, 2));
  for (const one of [...days.slice(2), event]) await reports.open(one);
  // The second was just counted for the last time, and is in both lists.
  for (const one of days.slice(0, 3)) await reports.close(one);
  await reports.open(cohortOn(1, 2, 10));
  const from = (cohort: CountedCohort['cohort'] | undefined, limit: number) =>
    reports.cohortsFrom({ campaign, version: 1 }, cohort, limit);
  const inOrder = [...days.slice(0, 2), event, days[2], days[3]];
  const all = await from(undefined, 9);
  expect(all).toHaveLength(5);
  expect(new Set(all)).toEqual(new Set(inOrder));
  expect(await from(all[1]?.cohort, 2)).toEqual(all.slice(1, 3));
  expect(await from(all[4]?.cohort, 2)).toEqual(all.slice(4));
});
