import { expect, test } from 'vitest';
import { daysBetween, plainDate } from '../../../shared/calendar.ts';
import { figuresOf } from '../../../simulation/shop/figures.ts';
import { chineseNewYear } from '../../../simulation/shop/seasons.ts';
import { smallShop } from './small-shop.ts';

const shop = smallShop({ customers: 2_000 });
const figures = figuresOf(shop);
const orders = [...shop.orders()];

function expectBetween(value: number, least: number, most: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}

test('2,000 customers order about ten thousand times in two years', () => {
  expectBetween(figures.orders, 8_000, 14_000);
});

test('about two buyers in five buy only once', () => {
  expectBetween(figures.oneTimeBuyers, 0.35, 0.45);
});

test('spend is spread as unevenly as in real shops', () => {
  expectBetween(figures.giniOfSpend, 0.5, 0.75);
  expectBetween(figures.revenueOfTopFifth, 0.55, 0.75);
});

test('discounts, refunds and cancellations are as common as in real shops', () => {
  expectBetween(figures.ordersDiscounted, 0.15, 0.25);
  expectBetween(figures.ordersRefunded, 0.03, 0.06);
  expectBetween(figures.cancelledOrders / figures.orders, 0.01, 0.03);
});

test('November and December are busier than the months around them', () => {
  const inMonths = (...months: string[]) =>
    months.reduce((sum, month) => sum + (figures.ordersByMonth[month] ?? 0), 0) / months.length;
  const peak = inMonths('2025-11', '2025-12');
  expect(peak / inMonths('2025-09', '2025-10', '2026-01', '2026-02')).toBeGreaterThan(1.25);
});

test('people in China buy before their New Year and pause during it', () => {
  const newYear = new Date(chineseNewYear(2026)).toISOString().slice(0, 10);
  expect(newYear).toBe('2026-02-17');
  const daily = (fromDays: number, toDays: number) =>
    orders.filter(({ customer, placedAt }) => {
      const day = daysBetween(plainDate(newYear), plainDate(placedAt.slice(0, 10)));
      return customer.locale === 'zh-CN' && day >= fromDays && day < toDays;
    }).length /
    (toDays - fromDays);
  expect(daily(-21, 0) / daily(0, 7)).toBeGreaterThan(3);
  expect(daily(-21, 0) / daily(7, 28)).toBeGreaterThan(1.3);
});

test('Sundays are busier than Saturdays, evenings busier than mornings, and nobody orders at four in the morning', () => {
  const onWeekday = (weekday: number) =>
    orders.filter(({ placedAt }) => new Date(placedAt).getUTCDay() === weekday).length;
  const atHours = (...hours: number[]) =>
    orders.filter(({ placedAt }) => hours.includes(new Date(placedAt).getUTCHours())).length;
  expect(onWeekday(0) / onWeekday(6)).toBeGreaterThan(1.15);
  expect(atHours(19, 20, 21)).toBeGreaterThan(atHours(8, 9, 10));
  expect(atHours(2, 3, 4)).toBe(0);
});

test('all hidden kinds of customers occur', () => {
  const patterns = [...shop.customers()].map(({ truth }) => truth.buyingPattern);
  for (const pattern of ['keeps-buying', 'slows-down', 'stops'] as const) {
    expect(patterns.filter((one) => one === pattern).length).toBeGreaterThan(200);
  }
  const dead = [...shop.customers()].filter(({ truth }) => truth.hasDeadAddress).length;
  expectBetween(dead / patterns.length, 0.01, 0.05);
});
