import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  capOf,
  compareSpending,
  type Spending,
  sumSpending,
} from '../../../../shared/report/shop/revenue.ts';
import { realData } from '../../../real-data.ts';

const path = realData('online-retail.csv.gz', 'the revenue of a gift shop per customer');

const linesSchema = z.array(
  z.object({
    InvoiceNo: z.string(),
    CustomerID: z.string(),
    InvoiceDate: z.string(),
    Quantity: z.coerce.number(),
    UnitPrice: z.coerce.number(),
  }),
);

/** A customer of the gift shop before September 2011, whose September is looked at. */
interface Regular extends Spending {
  /** The net spending up to the 29th, from which the night before would have made the cap. */
  readonly valueDayBefore: number;
  readonly isKnown: boolean;
  readonly ordered: boolean;
}

/** Customers with an order before September, by id. Credit notes are lines with negative quantities. */
function regularsOf(path: string): Map<string, Regular> {
  const lines = linesSchema.parse(parse(gunzipSync(readFileSync(path)), { columns: true, bom: true }));
  const customers = new Map<string, Regular>();
  for (const { InvoiceNo, CustomerID, InvoiceDate, Quantity, UnitPrice } of lines) {
    if (CustomerID === '' || InvoiceDate >= '2011-10-01') continue;
    const amount = Math.round(Quantity * UnitPrice * 1000) / 10;
    const isOrder = !InvoiceNo.startsWith('C');
    const before = customers.get(CustomerID) ?? {
      value: 0,
      valueDayBefore: 0,
      prior: 0,
      isKnown: false,
      ordered: false,
    };
    customers.set(
      CustomerID,
      InvoiceDate < '2011-09-01'
        ? { ...before, prior: before.prior + amount, isKnown: before.isKnown || isOrder }
        : {
            ...before,
            value: before.value + amount,
            valueDayBefore: before.valueDayBefore + (InvoiceDate < '2011-09-30' ? amount : 0),
            ordered: before.ordered || isOrder,
          },
    );
  }
  return new Map([...customers].filter(([, { isKnown }]) => isKnown));
}

describe.skipIf(path === undefined)('September in a gift shop that held nobody out', () => {
  let [treated, heldOut]: [Regular[], Regular[]] = [[], []];
  beforeAll(() => {
    const regulars = [...regularsOf(path ?? '')];
    const side = (isHeldOut: boolean) =>
      regulars.filter(([id]) => id.endsWith('0') === isHeldOut).map(([, one]) => one);
    [treated, heldOut] = [side(false), side(true)];
  }, 60_000);

  const compare = (value: number, prior: number) =>
    compareSpending(sumSpending(treated, { value, prior }), sumSpending(heldOut, { value, prior }));
  const caps = () => {
    const all = [...treated, ...heldOut];
    return {
      value: capOf(all.map(({ value }) => value)) ?? 0,
      prior: capOf(all.map(({ prior }) => prior)) ?? 0,
      dayBefore: capOf(all.map(({ valueDayBefore }) => valueDayBefore)) ?? 0,
    };
  };

  test('has as many customers as are known', () => {
    expect([treated.length, heldOut.length]).toEqual([2986, 331]);
    const ordered = [treated, heldOut].map((group) => group.filter((one) => one.ordered).length);
    expect(ordered).toEqual([871, 96]);
  });

  test('is decided by a few customers while nothing is capped', () => {
    const raw = compare(Number.POSITIVE_INFINITY, 0);
    expect(raw?.treated).toBeCloseTo(22_364, -1);
    expect(raw?.heldOut).toBeCloseTo(33_139, -1);
    expect(raw?.estimate).toBeCloseTo(-10_776, -1);
    expect(raw?.today.low).toBeCloseTo(-30_293, -1);
    expect(raw?.today.high).toBeCloseTo(8741, -1);
  });

  test('counts each customer up to £1,893.08', () => {
    expect(caps().value).toBeCloseTo(189_308, 0);
    expect(caps().prior).toBeCloseTo(444_916, 0);
    const capped = compare(caps().value, 0);
    expect(capped?.treated).toBeCloseTo(16_120, -1);
    expect(capped?.heldOut).toBeCloseTo(12_489, -1);
    expect(capped?.estimate).toBeCloseTo(3631, -1);
    expect(capped?.today.low).toBeCloseTo(-372, -1);
    expect(capped?.today.high).toBeCloseTo(7634, -1);
  });

  test('is compared more closely once earlier spending is taken out', () => {
    const adjusted = compare(caps().value, caps().prior);
    expect(adjusted?.theta).toBeCloseTo(0.1614815956, 9);
    expect(adjusted?.estimate).toBeCloseTo(2852, -1);
    expect(adjusted?.today.low).toBeCloseTo(-544, -1);
    expect(adjusted?.today.high).toBeCloseTo(6248, -1);
  });

  test('is compared almost the same with the cap of the night before', () => {
    const tonight = compare(caps().value, caps().prior);
    const before = compare(caps().dayBefore, caps().prior);
    if (tonight === undefined || before === undefined) throw new Error('both groups have customers');
    expect(Math.abs(before.estimate - tonight.estimate)).toBeLessThan(
      (tonight.today.high - tonight.today.low) / 100,
    );
  });
});
