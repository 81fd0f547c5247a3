import pMap from 'p-map';
import { interactionSchema } from '../../shared/interactions/interaction.ts';
import type { IntakeStore } from '../../shared/operations/take-in.ts';
import { byCustomer, inGroups, takeInFromFile } from '../../shared/operations/take-in-file.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import type { FactOfCustomer } from '../../shared/store/activity-item.ts';
import { latestVersions } from '../../shared/versions.ts';
import type { InteractionInput, OrderInput } from '../shop/simulated-shop.ts';

/** What a simulated shop knows of the time before its first night. */
export interface History {
  readonly orders: Iterable<OrderInput>;
  readonly activity: Iterable<InteractionInput>;
}

/** The database works on one group while the next one is made. */
const concurrentGroups = 2;

/** Takes in a shop's history as an import does, customer by customer, with each order as it is at the end. */
export async function takeInHistory(
  store: IntakeStore,
  { orders, activity }: History,
  timeZone: string,
  onTakenIn: (customers: number, total: number) => void,
): Promise<void> {
  const customers = byCustomer(factsIn({ orders, activity }));
  let takenIn = 0;
  await pMap(
    inGroups(customers),
    async (group) => {
      await takeInFromFile(store, group, timeZone);
      takenIn += group.length;
      onTakenIn(takenIn, customers.length);
    },
    { concurrency: concurrentGroups },
  );
}

function* factsIn({ orders, activity }: History): Generator<FactOfCustomer> {
  const sent = [...orders].map((input) => orderSchema.parse(input));
  for (const order of latestVersions(sent, ({ id }) => id))
    yield { customerId: order.customer.id, fact: { type: 'order', order } };
  for (const input of activity) {
    const fact = interactionSchema.parse(input);
    yield { customerId: fact.customer.id, fact };
  }
}
