import type { CustomerId } from '../../shared/ids.ts';
import { interactionSchema } from '../../shared/interactions/interaction.ts';
import type { IntakeStore } from '../../shared/operations/take-in.ts';
import { type CustomerFacts, takeInFromFile } from '../../shared/operations/take-in-file.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import type { InteractionInput, OrderInput } from '../shop/simulated-shop.ts';

const customersAtOnce = 25;

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
  const byCustomer = new Map<CustomerId, CustomerFacts['facts'][number][]>();
  const add = (customerId: CustomerId, fact: CustomerFacts['facts'][number]) => {
    const facts = byCustomer.get(customerId) ?? [];
    facts.push(fact);
    byCustomer.set(customerId, facts);
  };
  for (const input of orders) {
    const order = orderSchema.parse(input);
    add(order.customer.id, { type: 'order', order });
  }
  for (const input of activity) {
    const interaction = interactionSchema.parse(input);
    add(interaction.customer.id, interaction);
  }
  const customers = [...byCustomer].map(([customerId, facts]) => ({ customerId, facts }));
  for (let from = 0; from < customers.length; from += customersAtOnce) {
    await takeInFromFile(store, customers.slice(from, from + customersAtOnce), timeZone);
    onTakenIn(Math.min(from + customersAtOnce, customers.length), customers.length);
  }
}
