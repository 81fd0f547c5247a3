import { interactionSchema } from '../../shared/interactions/interaction.ts';
import type { IntakeStore } from '../../shared/operations/take-in.ts';
import { byCustomer, inGroups, takeInFromFile } from '../../shared/operations/take-in-file.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import type { FactOfCustomer } from '../../shared/store/activity.ts';
import type { InteractionInput, OrderInput } from '../shop/simulated-shop.ts';

/** What a simulated shop knows of the time before its first night. */
export interface History {
  readonly orders: Iterable<OrderInput>;
  readonly activity: Iterable<InteractionInput>;
}

/** Takes in a shop's history as an import does, customer by customer. */
export async function takeInHistory(
  store: IntakeStore,
  { orders, activity }: History,
  timeZone: string,
  onTakenIn: (customers: number, total: number) => void,
): Promise<void> {
  const customers = byCustomer(factsIn({ orders, activity }));
  let takenIn = 0;
  for (const group of inGroups(customers)) {
    await takeInFromFile(store, group, timeZone);
    takenIn += group.length;
    onTakenIn(takenIn, customers.length);
  }
}

function* factsIn({ orders, activity }: History): Generator<FactOfCustomer> {
  for (const input of orders) {
    const order = orderSchema.parse(input);
    yield { customerId: order.customer.id, fact: { type: 'order', order } };
  }
  for (const input of activity) {
    const fact = interactionSchema.parse(input);
    yield { customerId: fact.customer.id, fact };
  }
}
