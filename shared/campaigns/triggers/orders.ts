import * as z from 'zod';
import { dayIn } from '../../calendar.ts';
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

/**
 * The first order that counts, or another one of the same day: orders that come in together, or whose first one is sent
 * again after a crash, must not hide it.
 */
export const firstOrder: EventDefinition<z.output<typeof firstOrderSchema>> = {
  schema: firstOrderSchema,
  factType: 'order',
  matches: (_, { fact, profile, timeZone }) =>
    fact.type === 'order' &&
    isOrder(fact) &&
    dayIn(timeZone, fact.order.placedAt) === profile.orders?.firstDay,
  latestOn: (_, { orders }) => orders?.firstDay,
  repeats: false,
};
