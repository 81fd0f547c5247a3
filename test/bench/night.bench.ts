import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { systemClock } from '../../infra/local/clock.ts';
import { startStack } from '../../infra/local/stack.ts';
import { localIdentity } from '../../infra/local/tables.ts';
import { addDays, plainDate } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import { foldActivity } from '../../shared/profile/fold.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { createClassifier } from '../../shared/scoring/classify.ts';
import { emptyMeasurement, measure } from '../../shared/scoring/measurement.ts';
import { fitPopulation } from '../../shared/scoring/population.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';
import { createSimulatedShop } from '../../simulation/shop/simulated-shop.ts';

const date = plainDate('2026-09-30');
const shareChanged = 0.05;

/** The profiles of a simulated shop, without classes. */
function* profilesOf(customers: number): Generator<Profile> {
  const from = addDays(date, -730);
  const currency = currencySchema.parse('EUR');
  const shop = createSimulatedShop({ seed: 1, customers, from, to: date, timeZone: 'UTC', currency });
  for (const { id } of shop.customers()) {
    const orders = shop.ordersOf(id).map((order) => orderSchema.parse(order));
    const [first] = orders;
    if (first === undefined) continue;
    const activity = orders.map((order) => ({ type: 'order' as const, order }));
    yield {
      customerId: first.customer.id,
      version: 1,
      ...foldActivity(activity, 'UTC'),
      enrolments: {},
      openEnrolments: [],
    };
  }
}

/** Compares a night over `customers` profiles, of which 5% change, with two bare parallel scans of the same table. */
async function benchNight(customers = 100_000): Promise<void> {
  const profiles = [...profilesOf(customers)];
  const measurement = emptyMeasurement();
  for (const profile of profiles) measure(measurement, profile, date);
  const population = fitPopulation(measurement, date, defaultSettings);
  const classify = createClassifier(population);
  const classified = profiles.map((profile, index) =>
    index % (1 / shareChanged) === 0
      ? profile
      : { ...profile, classes: classify(profile, addDays(date, -1)) },
  );
  const stack = await startStack({ clock: systemClock });
  try {
    const client = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: stack.endpoints.dynamoDb, ...localIdentity }),
      {
        marshallOptions: { removeUndefinedValues: true },
      },
    );
    const { customers: TableName } = tableNamesFrom({});
    const batches = Array.from({ length: Math.ceil(classified.length / 25) }, (_, index) =>
      classified.slice(index * 25, index * 25 + 25),
    );
    await pMap(
      batches,
      (batch) =>
        client.send(
          new BatchWriteCommand({
            RequestItems: { [TableName]: batch.map((Item) => ({ PutRequest: { Item } })) },
          }),
        ),
      { concurrency: 8 },
    );
    await stack.store.settings.save(defaultSettings);
    const scan = async (): Promise<number> => {
      const begin = performance.now();
      await Promise.all([0, 1].map((Segment) => scanSegment(client, TableName, Segment)));
      return performance.now() - begin;
    };
    await scan();
    const scansBefore = (await scan()) + (await scan());
    const begin = performance.now();
    const night = await stack.runNight(date);
    const nightMs = performance.now() - begin;
    const scansAfter = (await scan()) + (await scan());
    const scansMs = (scansBefore + scansAfter) / 2;
    const perSecond = Math.round((classified.length / nightMs) * 1000);
    console.log(
      `night: ${classified.length} profiles, ${shareChanged * 100}% changed, ${night.status} in ${(nightMs / 1000).toFixed(1)} s = ${perSecond} profiles/s`,
    );
    console.log(
      `night: two bare parallel scans take ${(scansMs / 1000).toFixed(1)} s; the night takes ${(nightMs / scansMs).toFixed(2)} times as long`,
    );
    console.log(`night: ${JSON.stringify(JSON.parse(night.output ?? '{}').report?.durationsMs)} ms by part`);
  } finally {
    await stack.close();
  }
}

async function scanSegment(
  client: DynamoDBDocumentClient,
  TableName: string,
  Segment: number,
): Promise<void> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    ({ LastEvaluatedKey: ExclusiveStartKey } = await client.send(
      new ScanCommand({ TableName, Segment, TotalSegments: 2, ExclusiveStartKey }),
    ));
  } while (ExclusiveStartKey !== undefined);
}

if (import.meta.url === `file://${process.argv[1]}`) await benchNight(Number(process.argv[2] ?? 100_000));
