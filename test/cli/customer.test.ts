import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderCustomer } from '../../cli/customer/portrait.ts';
import { type Instant, instant } from '../../shared/calendar.ts';
import { campaignIdSchema, taskIdSchema } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';
import { currencySchema } from '../../shared/money.ts';
import { orderSchema } from '../../shared/orders/order.ts';
import { type Happening, pictureOf } from '../../shared/portrait/picture.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { settingsSchema } from '../../shared/settings/settings.ts';
import { askingEnrolment, customer } from '../shared/campaigns/campaigns.ts';
import { fittedPopulation, populationOf } from '../shared/scoring/populations.ts';

const settings = settingsSchema.parse({ currency: 'GBP', timeZone: 'Asia/Shanghai' });
const population = fittedPopulation({ currency: currencySchema.parse('GBP') });
const { classes: _, ...unclassified } = customer;

const at = (text: string): Instant => instant(text);
const order = orderSchema.parse({
  id: 'o7',
  customer: { id: customer.customerId },
  placedAt: at('2026-09-10T20:30:00Z'),
  updatedAt: at('2026-09-10T20:30:00Z'),
  status: 'refunded-in-part',
  refunded: 500,
  currency: 'GBP',
  lines: [{ sku: 'a', quantity: 1, unitPrice: 4000 }],
  discounts: [{ couponCode: 'HELLO', amount: 100 }],
  totals: { total: 3900, discount: 100 },
});
const happenings: readonly Happening[] = [
  { type: 'activity', at: order.placedAt, activity: { type: 'order', order } },
  {
    type: 'entered',
    at: at('2026-12-01T04:00:00Z'),
    campaign: campaignIdSchema.parse('win-back'),
    isHeldOut: false,
    variant: 'short',
  },
  { type: 'email', at: at('2026-12-01T04:01:00Z'), campaign: 'win-back', step: 1, event: 'sent' },
  {
    type: 'activity',
    at: at('2026-12-02T09:00:00Z'),
    activity: {
      type: 'complaint-opened',
      id: 'x1',
      at: at('2026-12-02T09:00:00Z'),
      updatedAt: at('2026-12-02T09:00:00Z'),
      customer: { id: customer.customerId },
      text: 'Two cups\nwere broken',
    },
  },
];

const call: Happening = {
  type: 'call',
  at: at('2026-12-03T09:00:00Z'),
  task: {
    taskId: taskIdSchema.parse(`cb-${'a'.repeat(24)}`),
    customerId: customer.customerId,
    enrolment: askingEnrolment(),
    script: 'win-back',
    askedBy: 'win-back',
    withinHours: 24,
    attempts: 3,
    retryAfterHours: 24,
    value: 0,
    askedAt: at('2026-12-03T09:00:00Z'),
    attempt: 1,
    queuedAt: at('2026-12-03T09:00:00Z'),
    dueAt: at('2026-12-04T09:00:00Z'),
    calls: [],
    token: 'token',
    progress: {
      state: 'closed',
      at: at('2026-12-03T10:00:00Z'),
      result: 'coupon',
      note: 'likes the blue one',
    },
  },
};

const render = (language: Language, { profile = customer as Profile, of = population, columns = 100 } = {}) =>
  renderCustomer(pictureOf(profile, happenings, of, language), settings, language, false, columns);

describe('the picture of a customer', () => {
  test('begins with who they are, and whether we may write or call', () => {
    const lines = render('en').split('\n');
    expect(lines[0]).toBe('c1 · ada@example.com · +44 20 7946 0000');
    expect(lines[1]).toBe('  4 orders on 4 days, 2026-01-01 to 2026-09-10, £600.00 net');
    expect(lines[2]).toBe('  May we write or call? email: yes · phone: never asked');
    const closed = {
      ...customer,
      suppressions: { email: { reason: 'bounced' as const, at: order.placedAt } },
    };
    expect(render('en', { profile: closed })).toContain('email: closed (bounced)');
  });

  test('says which benefits the tier gives, with the name of the price list for staff', () => {
    const tier = customer.classes.tier.is;
    const benefits = { [tier]: { freeShipping: true, priceList: 'G-27' } };
    const own = settingsSchema.parse({ currency: 'GBP', benefits });
    const page = (language: Language) =>
      renderCustomer(pictureOf(customer, [], population, language), own, language, false, 100);
    expect(page('en')).toContain('\n  Benefits: free shipping and special prices (price list G-27)\n');
    expect(page('zh')).toContain('\n  会员权益：免运费、专享会员价（价目表 G-27）\n');
    expect(render('en')).not.toContain('Benefits');
  });

  test('shows what to expect, and every class with its reason and treatment', () => {
    const text = render('en');
    expect(text).toMatch(
      /an order within 90 days \d+% \(right after the last one \d+%, recent customers 20% on average\)/,
    );
    expect(text).toMatch(/worth in 12 months £\d/);
    for (const name of ['lifecycle', 'scores', 'segment', 'value group', 'tier', 'MAN', 'effective'])
      expect(text).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expect(text).toContain('→ ');
  });

  test('ends with a timeline in the shop’s time, one line each', () => {
    const timeline = render('en').split('What happened\n')[1];
    expect(timeline?.trimEnd().split('\n')).toEqual([
      '  2026-09-11 04:30  order o7  £39.00  refunded in part (£5.00)  with HELLO',
      '  2026-12-01 12:00  entered win-back, variant short',
      '  2026-12-01 12:01  email win-back, step 1: sent',
      '  2026-12-02 17:00  complained: “Two cups were broken”',
    ]);
  });

  test('tells of a call with its outcome and what staff noted', () => {
    const timeline = (language: Language) =>
      renderCustomer(pictureOf(customer, [call], population, language), settings, language, false, 100);
    expect(timeline('en')).toContain('called (win-back): interested, got a coupon, “likes the blue one”');
    expect(timeline('zh')).toContain('已回访：有兴趣，已送券（备注：likes the blue one）');
  });

  test('is also available in Chinese, and keeps to the width of the terminal', () => {
    const lines = render('zh', { columns: 80 }).split('\n');
    expect(lines.join('\n')).toContain('分类及原因');
    expect(lines.join('\n')).toContain('订单 o7  £39.00  部分退款');
    const ofReasons = lines.filter((line) => line.startsWith(' '.repeat(16)));
    expect(Math.max(...ofReasons.map((line) => stringWidth(line)))).toBeLessThanOrEqual(82);
    expect(lines.join('\n')).not.toMatch(/undefined|NaN/);
  });

  test('says why there are no classes before the first night, and no forecast while too few have come back', () => {
    const unscored = pictureOf(unclassified, happenings, undefined, 'en');
    const before = renderCustomer(unscored, settings, 'en', false, 100);
    expect(before).toContain('No night has run yet');
    expect(before).toContain('What happened');
    expect(render('en', { of: populationOf() })).toContain(
      'No forecast yet: 0 customers have come back, and 50 are needed.',
    );
  });
});
