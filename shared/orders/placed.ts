import { dayIn, type Instant } from '../calendar.ts';
import type { Order } from './order.ts';

/**
 * Whether an order was placed after a moment. One of which only the day is known counts as placed after whatever
 * happened on that day: its `placedAt` is the beginning of the day, and hardly anybody orders then.
 *
 * @param timeZone the shop's; it decides on which day the moment was
 */
export const isPlacedAfter = (
  { placedAt, placedOn }: Pick<Order, 'placedAt' | 'placedOn'>,
  moment: Instant,
  timeZone: string,
): boolean => placedAt > moment || (placedOn !== undefined && placedOn >= dayIn(timeZone, moment));
