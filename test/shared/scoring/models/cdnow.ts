import { readFileSync } from 'node:fs';
import type { ImportedActivity } from '../../../../connectors/csv/activity.ts';
import { addDays, daysBetween, type PlainDate, plainDate } from '../../../../shared/calendar.ts';
import { type CustomerId, customerIdSchema } from '../../../../shared/ids.ts';
import { orderSchema } from '../../../../shared/orders/order.ts';
import type { OrderHistory } from '../../../../shared/scoring/models/order-history.ts';
import type { ByCustomer } from '../real-shop.ts';

const calibrationEnd = plainDate('1997-09-30');
const holdoutEnd = plainDate('1998-06-30');

export interface CdnowCustomer {
  readonly history: OrderHistory;
  /** The sum over all gaps of ln(days), in millionths. */
  readonly logGapSum: number;
  /** Mean dollars over the repeat purchases of the calibration period. */
  readonly meanRepeatValue?: number;
  /** Days from the first purchase to the end of week 78. */
  readonly daysInAll: number;
  readonly repeatsInAll: number;
}

interface Purchase {
  readonly id: string;
  readonly day: PlainDate;
  readonly dollars: number;
}

const readPurchases = (path: string): Purchase[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', , date = '', , dollars = ''] = line.trim().split(/\s+/);
      const day = plainDate(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
      return { id, day, dollars: Number(dollars) };
    });

/** Dollars by customer over all 78 weeks. */
export function readSpend(path: string): Map<string, number> {
  const spend = new Map<string, number>();
  for (const { id, dollars } of readPurchases(path)) spend.set(id, (spend.get(id) ?? 0) + dollars);
  return spend;
}

/** The 1/10 sample of CDNOW's customers, with purchases of one day merged. */
export function readCdnow(path: string): CdnowCustomer[] {
  const purchases = new Map<string, Map<number, number>>();
  const begin = plainDate('1997-01-01');
  for (const { id, day: date, dollars } of readPurchases(path)) {
    const day = daysBetween(begin, date);
    const byDay = purchases.get(id) ?? new Map<number, number>();
    byDay.set(day, (byDay.get(day) ?? 0) + dollars);
    purchases.set(id, byDay);
  }
  const end = daysBetween(begin, calibrationEnd);
  return [...purchases.values()].map((byDay) => {
    const days = [...byDay.keys()].sort((a, b) => a - b);
    const [first = 0, ...repeats] = days.filter((day) => day <= end);
    const logs = repeats.map((day, index) => Math.log(day - (repeats[index - 1] ?? first)));
    const dollars = repeats.reduce((sum, day) => sum + (byDay.get(day) ?? 0), 0);
    return {
      history: {
        repeats: repeats.length,
        lastAfterDays: (repeats.at(-1) ?? first) - first,
        ageDays: end - first,
      },
      logGapSum: Math.round(1e6 * logs.reduce((sum, one) => sum + one, 0)),
      ...(repeats.length > 0 && { meanRepeatValue: dollars / repeats.length }),
      daysInAll: daysBetween(addDays(begin, first), holdoutEnd),
      repeatsInAll: days.length - 1,
    };
  });
}

/** The same purchases as orders of a shop, placed at noon. */
export function cdnowActivity(path: string): ByCustomer {
  const byCustomer = new Map<CustomerId, ImportedActivity[]>();
  for (const [index, { id, day, dollars }] of readPurchases(path).entries()) {
    const customerId = customerIdSchema.parse(id);
    const total = Math.round(100 * dollars);
    const placedAt = `${day}T12:00:00Z`;
    const order = orderSchema.parse({
      id: String(index),
      customer: { id },
      placedAt,
      updatedAt: placedAt,
      status: 'placed',
      currency: 'USD',
      lines: [{ sku: 'cd', quantity: 1, unitPrice: total }],
      totals: { total },
    });
    const known = byCustomer.get(customerId) ?? [];
    byCustomer.set(customerId, [...known, { type: 'order', order }]);
  }
  return byCustomer;
}
