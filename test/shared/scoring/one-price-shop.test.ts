import { describe, expect, test } from 'vitest';
import { mappingSchema } from '../../../connectors/csv/mapping.ts';
import { plainDate } from '../../../shared/calendar.ts';
import { currencySchema } from '../../../shared/money.ts';
import { createRanker } from '../../../shared/scoring/ranking.ts';
import { realData } from '../../real-data.ts';
import { activityByCustomer, populationOn, profilesOf } from './real-shop.ts';

const path = realData('cases/one-price-shop.csv', 'a shop with one price');
const currency = currencySchema.parse('GBP');
const asOf = plainDate('2026-11-14');
const mapping = mappingSchema.parse({
  columns: {
    orderId: 'order',
    customerId: 'customer',
    placedAt: 'date',
    sku: 'sku',
    quantity: 'qty',
    unitPrice: 'price',
    total: 'total',
    refunded: 'refunded',
    status: 'status',
  },
});

describe.skipIf(path === undefined)('a shop where everything costs 25.00', () => {
  test('expects each order to be worth that, and gives every customer a lifetime value', async () => {
    const shop = await activityByCustomer(path ?? '', mapping, { timeZone: 'UTC', currency });
    const profiles = profilesOf(shop, 'UTC');
    const population = populationOn(asOf, profiles, currency);
    const rank = createRanker(population);
    expect(profiles).toHaveLength(400);
    for (const { orders } of profiles) {
      if (orders === undefined) throw new Error('everybody has ordered');
      const outlook = rank(orders, asOf).forecast?.outlook;
      expect(outlook?.expectedOrderValue).toBeCloseTo(2500, 3);
      expect(outlook?.lifetimeValue).toBeGreaterThan(0);
    }
    expect(population.distributions.forecast?.lifetimeValue).toHaveLength(99);
    expect(population.model.fitted && population.model.model.meanOrderValue).toBeCloseTo(2500, 3);
  });
});
