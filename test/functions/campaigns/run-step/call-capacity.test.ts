import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { instant, plainDate } from '../../../../shared/calendar.ts';
import { type CohortKey, campaignIdSchema, customerIdSchema } from '../../../../shared/ids.ts';
import type { StepProgress } from '../../../../shared/operations/run-step.ts';
import { recipientIdFor } from '../../../../shared/recipients/address.ts';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import { customer, enrolmentFor } from '../../../shared/campaigns/campaigns.ts';
import { context, startTables, type Tables } from '../../setup.ts';

let tables: Tables;
let runStep: (cohort: CohortKey, at?: string) => Promise<StepProgress>;
let stopIntercepting = () => {};
let day = plainDate('2026-12-09');
let made = 0;

beforeAll(async () => {
  tables = await startTables();
  const { handler } = await import('../../../../functions/campaigns/run-step/handler.ts');
  runStep = async (cohort, at = `${day}T12:00:00Z`) =>
    JSON.parse(
      JSON.stringify(await handler({ cohort, step: 0, shard: 0, date: cohort.slot, at }, context)),
    ) as StepProgress;
});
beforeEach(nextDay);
afterEach(() => stopIntercepting());
afterAll(() => tables.close());

/** Each test, and each run of a property, has the calls of a day of its own. */
function nextDay(): void {
  made += 1;
  day = plainDate(`${2027 + Math.floor(made / 12)}-${String((made % 12) + 1).padStart(2, '0')}-09`);
}

const staffCanCall = (people: number, callsPerPerson: number) =>
  tables.store.settings.save({
    ...defaultSettings,
    limits: { email: [], phone: [], all: [], quietHours: 'none', notWhile: [] },
    callbacks: { ...defaultSettings.callbacks, capacity: { people, callsPerPerson } },
  });

const phoneOf = (customerId: string) => `+44 ${Buffer.from(customerId).toString('hex').replace(/\D/g, '7')}`;

/** A campaign that asks for calls, which so many customers have just entered. */
async function newCohort(customers: number, step: object = {}): Promise<CohortKey> {
  made += 1;
  const id = campaignIdSchema.parse(`calls-${made}`);
  const callback = { script: 'hello', within: '2d' };
  const source = { name: 'Test', audience: {}, steps: [{ after: '0d', callback, ...step }] };
  const publishedAt = instant('2026-12-01T00:00:00Z');
  const version = await tables.store.campaigns.publish({ id, source, templates: {}, publishedAt });
  const cohort = { campaign: id, version, slot: day };
  for (let number = 0; number < customers; number += 1) {
    const customerId = customerIdSchema.parse(`c${made}-${number}`);
    const contact = { phone: phoneOf(customerId) };
    await tables.store.customers.save({ ...customer, customerId, contact, consents: { phone: true } }, 0);
    await tables.store.journeys.enrol(enrolmentFor(customerId, { cohort }), 1);
  }
  return cohort;
}

async function deliveriesIn(cohort: CohortKey) {
  const { enrolments } = await tables.store.journeys.page(cohort, 0, undefined, 100);
  return enrolments.flatMap(({ customerId, steps: { 0: delivery } }) =>
    delivery === undefined ? [] : [{ customerId, delivery }],
  );
}
const statesIn = async (cohorts: readonly CohortKey[]) =>
  (await Promise.all(cohorts.map(deliveriesIn)))
    .flat()
    .map(({ delivery }) => (delivery.state === 'skipped' ? delivery.reason : delivery.state));
const count = (states: readonly string[], state: string) => states.filter((one) => one === state).length;

test('campaigns never ask for more calls than staff can make on a day, and for no fewer', async () => {
  const runs = fc.record({
    people: fc.integer({ min: 1, max: 2 }),
    callsPerPerson: fc.integer({ min: 1, max: 4 }),
    campaigns: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(runs, async ({ people, callsPerPerson, campaigns }) => {
      nextDay();
      await staffCanCall(people, callsPerPerson);
      const cohorts: CohortKey[] = [];
      for (let number = 0; number < campaigns; number += 1) cohorts.push(await newCohort(3));
      // All at the same time, each twice.
      await Promise.all([...cohorts, ...cohorts].map((cohort) => runStep(cohort)));
      const states = await statesIn(cohorts);
      const queued = Math.min(people * callsPerPerson, campaigns * 3);
      expect(count(states, 'queued')).toBe(queued);
      expect(count(states, 'staff-busy')).toBe(campaigns * 3 - queued);
    }),
    { numRuns: 6 },
  );
});

test('whoever staff have no time for takes no place with their phone, and another day has room', async () => {
  await staffCanCall(1, 1);
  const cohort = await newCohort(2);
  await runStep(cohort);
  const skipped = (await deliveriesIn(cohort)).find(({ delivery }) => delivery.state === 'skipped');
  const key = await tables.store.settings.opaqueIdKey();
  const id = recipientIdFor('phone', phoneOf(skipped?.customerId ?? ''), key);
  expect((await tables.store.recipients.find(id)).recipient?.messages ?? {}).toEqual({});
  nextDay();
  const next = await newCohort(1);
  await runStep(next);
  expect(await statesIn([next])).toEqual(['queued']);
});

test('a repeat after a crash at any write finds its own place', async () => {
  for (let survives = 0; survives < 20; survives += 1) {
    nextDay();
    await staffCanCall(1, 1);
    const cohort = await newCohort(1);
    let writes = 0;
    stopIntercepting = tables.intercept(({ name }) => {
      if (!/Put|Update|Delete/.test(name)) return;
      writes += 1;
      if (writes > survives) throw new Error('power cut');
    });
    const survived = await runStep(cohort).then(
      () => true,
      () => false,
    );
    stopIntercepting();
    await runStep(cohort);
    expect(await statesIn([cohort])).toEqual(['queued']);
    if (survived) return;
  }
  expect.fail('it never came through');
});

test('a transactional step is for everybody, and takes room from the others', async () => {
  await staffCanCall(1, 2);
  const promised = await newCohort(3, { transactional: true });
  await runStep(promised);
  expect(await statesIn([promised])).toEqual(['queued', 'queued', 'queued']);
  const others = await newCohort(1);
  await runStep(others);
  expect(await statesIn([others])).toEqual(['staff-busy']);
});

test('a call that is to be made again that day takes the room of a new one', async () => {
  await staffCanCall(1, 1);
  await tables.store.callCapacity.count(day, 'cb-1#2');
  await tables.store.callCapacity.count(day, 'cb-1#2');
  const cohort = await newCohort(1);
  await runStep(cohort);
  expect(await statesIn([cohort])).toEqual(['staff-busy']);
});
