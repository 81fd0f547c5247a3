import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { addDays, type PlainDate } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import { foldActivity } from '../../shared/profile/fold.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { itemOf } from '../../shared/store/profile-item.ts';
import { tableNamesFrom } from '../../shared/store/tables.ts';
import { createSimulatedShop } from '../../simulation/shop/simulated-shop.ts';

/** The profiles of a simulated shop with two years of orders, without classes. */
export function* profilesOf(customers: number, date: PlainDate): Generator<Profile> {
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

/** Writes profiles as they are, a batch at a time, without the orders that they are made of. */
export async function writeProfiles(
  client: DynamoDBDocumentClient,
  profiles: readonly Profile[],
): Promise<void> {
  const { customers: TableName } = tableNamesFrom({});
  const batches = Array.from({ length: Math.ceil(profiles.length / 25) }, (_, index) =>
    profiles.slice(index * 25, index * 25 + 25),
  );
  await pMap(
    batches,
    (batch) =>
      client.send(
        new BatchWriteCommand({
          RequestItems: { [TableName]: batch.map((profile) => ({ PutRequest: { Item: itemOf(profile) } })) },
        }),
      ),
    { concurrency: 8 },
  );
}
