import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startStack } from '../../infra/local/stack.ts';
import { instant, plainDate } from '../../shared/calendar.ts';
import { campaignIdSchema, customerIdSchema } from '../../shared/ids.ts';
import { shardKey } from '../../shared/journeys/cohort.ts';
import type { Enrolment } from '../../shared/journeys/enrolment.ts';
import { customerRefFor } from '../../shared/opaque-ids.ts';
import { noOutcome } from '../../shared/profile/open-enrolment.ts';
import { sumEnrolments } from '../../shared/report/shop/campaign-sums.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';

const stored = 4_000;
const inMemory = 100_000;
const cohort = { campaign: campaignIdSchema.parse('win-back'), version: 1, slot: plainDate('2026-11-01') };
const enteredAt = instant('2026-11-01T04:00:00Z');

/** An enrolment as it is after three emails, of which two were opened, and for every fifth customer an order. */
function enrolmentNumber(number: number): Enrolment {
  const customerId = customerIdSchema.parse(`customer-${number}`);
  const sent = {
    state: 'sent',
    at: enteredAt,
    messageId: `0100018f${number}-6a1b2c3d-1234-4321-abcd-000000000000-000000`,
    events: { sent: enteredAt, delivered: enteredAt, opened: enteredAt },
  } as const;
  return {
    cohort,
    shard: 0,
    ref: customerRefFor(customerId, 'key'),
    customerId,
    enteredAt,
    goalEndsOn: plainDate('2026-12-01'),
    isHeldOut: number % 10 === 0,
    isFirst: true,
    onEntry: {
      lifecycle: number % 2 === 0 ? 'silent' : 'lost',
      tier: 'bronze',
      type: 'none',
      locale: number % 3 === 0 ? 'en-GB' : 'de-DE',
      spentInYearBefore: (number * 7_919) % 90_000,
    },
    steps: { 0: sent, 1: sent, 2: { state: 'skipped', at: enteredAt, reason: 'opened' } },
    outcome:
      number % 5 === 0 ? { ...noOutcome, orders: 1, spent: 1_000 + ((number * 31) % 9_000) } : noOutcome,
  };
}

/** Measures how fast enrolments are summed, and the read units of reading them. */
async function benchReport(): Promise<void> {
  const enrolments = Array.from({ length: inMemory }, (_, number) => enrolmentNumber(number));
  const begin = performance.now();
  for (let from = 0; from < inMemory; from += 2000)
    sumEnrolments(enrolments.slice(from, from + 2000), { value: 9_000, prior: 80_000 });
  const perSecond = Math.round((inMemory / (performance.now() - begin)) * 1000);
  console.log(`summing: ${perSecond.toLocaleString('en')} enrolments a second on one core`);

  const stack = await startStack();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: stack.endpoints.dynamoDb }));
  try {
    for (let from = 0; from < stored; from += 25) {
      const items = enrolments.slice(from, from + 25).map((one) => ({
        PutRequest: {
          Item: {
            ...one,
            cohortShard: shardKey(cohort, 0),
            fingerprints: { 0: 'a'.repeat(27) },
            settledBy: 9,
          },
        },
      }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableNamesFrom({}).journeys]: items } }));
    }
    stack.store.capacity.take();
    let next: Awaited<ReturnType<typeof stack.store.journeys.page>>['next'];
    do next = (await stack.store.journeys.page(cohort, 0, next, 2000)).next;
    while (next !== undefined);
    const { readUnits } = stack.store.capacity.take();
    const perMillion = Math.round((readUnits / stored) * 1e6);
    console.log(
      `reading: ${(readUnits / stored).toFixed(3)} read units an enrolment; a night with a million open enrolments takes ${perMillion.toLocaleString('en')}, $${((perMillion / 1e6) * 0.125).toFixed(3)} on demand`,
    );
  } finally {
    client.destroy();
    await stack.close();
  }
}

await benchReport();
