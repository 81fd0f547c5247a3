import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../infra/local/clock.ts';
import { startStack } from '../../infra/local/stack.ts';
import { localIdentity } from '../../infra/local/tables.ts';
import { addDays, plainDate } from '../../shared/calendar.ts';
import { createClassifier } from '../../shared/scoring/classify.ts';
import { emptyMeasurement, measure } from '../../shared/scoring/measurement.ts';
import { fitPopulation } from '../../shared/scoring/population.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';
import { profilesOf, writeProfiles } from './large-shop.ts';

const date = plainDate('2026-09-30');
const shareChanged = 0.05;

/** Compares a night over `customers` profiles, of which 5% change, with two bare parallel scans of the same table. */
async function benchNight(customers = 100_000): Promise<void> {
  const profiles = [...profilesOf(customers, date)];
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
    await writeProfiles(client, classified);
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
