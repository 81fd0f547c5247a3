import { type Instant, instant, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import { currencySchema } from '../../../shared/money.ts';
import {
  type OrderInput,
  type SimulatedShop,
  type SimulatedShopOptions,
  simulateShop,
} from '../../../simulation/shop/simulated-shop.ts';

/** The last day before campaigns begin in these tests. */
export const lastQuietDay = plainDate('2026-08-31');
export const firstNight = plainDate('2026-09-01');

/** Two years of a shop in London; small unless told otherwise. */
export const smallShop = (options: Partial<SimulatedShopOptions> = {}): SimulatedShop =>
  simulateShop({
    seed: 1,
    customers: 400,
    from: plainDate('2024-10-01'),
    to: plainDate('2026-09-30'),
    timeZone: 'Europe/London',
    currency: currencySchema.parse('GBP'),
    ...options,
  });

/** A shop whose orders up to the last quiet day have gone out. */
export function shopBeforeCampaigns(options: Partial<SimulatedShopOptions> = {}): SimulatedShop {
  const shop = smallShop(options);
  shop.sendingsOn(lastQuietDay);
  return shop;
}

export const nineOClock = (day: PlainDate): Instant => instant(`${day}T09:00:00Z`);

export const textOf = (orders: Iterable<OrderInput>): string =>
  [...orders].map((order) => JSON.stringify(order)).join('\n');
