import { type Instant, instant, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import { currencySchema } from '../../../shared/money.ts';
import {
  createSimulatedShop,
  type OrderInput,
  type SimulatedShop,
  type SimulatedShopOptions,
} from '../../../simulation/shop/simulated-shop.ts';

/** The last day before campaigns begin in these tests. */
export const lastQuietDay = plainDate('2026-08-31');
export const firstNight = plainDate('2026-09-01');

/** Two years of a shop in London, small by default. */
export const smallShop = (options: Partial<SimulatedShopOptions> = {}): SimulatedShop =>
  createSimulatedShop({
    seed: 1,
    customers: 400,
    from: plainDate('2024-10-01'),
    to: plainDate('2026-09-30'),
    timeZone: 'Europe/London',
    currency: currencySchema.parse('GBP'),
    ...options,
  });

/** A shop whose orders up to the last quiet day have been sent. */
export function shopBeforeCampaigns(options: Partial<SimulatedShopOptions> = {}): SimulatedShop {
  const shop = smallShop(options);
  shop.webhooksOn(lastQuietDay);
  return shop;
}

/** 09:00 UTC on a day. */
export const nineOClock = (day: PlainDate): Instant => instant(`${day}T09:00:00Z`);

/** Orders as text, one per line, for comparison. */
export const textOf = (orders: Iterable<OrderInput>): string =>
  [...orders].map((order) => JSON.stringify(order)).join('\n');
