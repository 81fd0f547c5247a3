import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import type { Delivery } from '../../../shared/deliveries/delivery.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import type { ShardEvent } from '../../../shared/journeys/events.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { entryDayOf } from '../../../shared/slot.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { campaignOf, customer, enrolmentFor, enrolmentOf, stepOf } from '../campaigns/campaigns.ts';

let tables: Tables;
let shard: typeof import('../../../shared/operations/run-shard.ts');
beforeAll(async () => {
  tables = await startTables();
  shard = await import('../../../shared/operations/run-shard.ts');
});
afterAll(() => tables.close());

const step = stepOf({ email: { template: 'hello' } });
const { cohort } = enrolmentOf();
const event: ShardEvent = {
  cohort,
  step: 0,
  shard: 0,
  date: entryDayOf(cohort.slot),
  at: instant('2026-12-09T04:00:00Z'),
};
const work = {
  campaign: campaignOf().campaign,
  step,
  event,
  settings: defaultSettings,
  isTimeUp: () => false,
  standing: async () => ({ state: 'active' as const, since: instant('2026-11-01T00:00:00Z') }),
};
const names = Array.from({ length: 30 }, (_, number) => `c${String(number).padStart(2, '0')}`);
const sent: Delivery = { state: 'sent', at: event.at, messageId: 'm' };

beforeEach(async () => {
  for (const name of names) {
    const customerId = customerIdSchema.parse(name);
    const { version: _, ...profile } = customer;
    await tables.store.customers.save({ ...profile, customerId }, 0);
    await tables.store.journeys.enrol(enrolmentFor(customerId), 1);
  }
});

describe('running a step over a shard', () => {
  test('lets actions in progress end when one fails, begins no other, and only then throws', async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    let release = () => {};
    const othersMayFinish = new Promise<void>((resolve) => {
      release = resolve;
    });
    const running = shard.runShard(tables.store, {
      ...work,
      perform: async ({ profile: { customerId } }) => {
        begun.push(customerId);
        if (begun.length === 10) {
          setImmediate(release);
          throw new Error('SES accepts no email now');
        }
        await othersMayFinish;
        ended.push(customerId);
        return sent;
      },
    });
    await expect(running).rejects.toThrow('SES accepts no email now');
    expect(begun).toHaveLength(10);
    expect(ended).toHaveLength(9);
  });

  test('records nothing of customers whose variant does not have the step', async () => {
    for (const [index, name] of names.entries()) {
      const enrolment = enrolmentFor(customerIdSchema.parse(name), index < 12 ? { variant: 'long' } : {});
      await tables.store.journeys.remove(enrolment);
      await tables.store.journeys.enrol(enrolment, 1);
    }
    const { tally } = await shard.runShard(tables.store, {
      ...work,
      step: { ...step, variant: ['long', 'longer'] },
      perform: async () => sent,
    });
    expect(tally).toMatchObject({ customers: 30, sent: 12, skipped: { 'other-variant': 18 } });
    const { enrolments } = await tables.store.journeys.page(cohort, 0, undefined, 100);
    expect(enrolments.flatMap(({ steps }) => Object.keys(steps))).toEqual([]);
  });

  test('counts a customer whose profile is gone as skipped, and continues', async () => {
    const erased = enrolmentFor(customerIdSchema.parse('forgotten'));
    await tables.store.journeys.enrol(erased, 1);
    const { isDone, tally } = await shard.runShard(tables.store, { ...work, perform: async () => sent });
    expect({ isDone, tally }).toMatchObject({
      isDone: true,
      tally: { customers: 31, sent: 30, skipped: { 'unknown-customer': 1 } },
    });
  });
});
