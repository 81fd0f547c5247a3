import * as z from 'zod';
import { type EventDefinition, isOrder } from './event.ts';

const orderSchema = z.strictObject({ event: z.literal('order') });

/** Any order that counts. */
export const order: EventDefinition<z.output<typeof orderSchema>> = {
  schema: orderSchema,
  factType: 'order',
  matches: (_, { fact }) => isOrder(fact),
  latestOn: (_, { orders }) => orders?.lastDay,
  repeats: true,
};

const firstOrderSchema = z.strictObject({ event: z.literal('first-order') });

/** The first order that counts. */
export const firstOrder: EventDefinition<z.output<typeof firstOrderSchema>> = {
  schema: firstOrderSchema,
  factType: 'order',
  matches: (_, { fact, profile }) => isOrder(fact) && profile.orders?.count === 1,
  latestOn: (_, { orders }) => orders?.firstDay,
  repeats: false,
};
