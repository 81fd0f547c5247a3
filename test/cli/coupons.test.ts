import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderCoupons } from '../../cli/report/coupon-text.ts';
import { plainDate } from '../../shared/calendar.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { currencySchema } from '../../shared/money.ts';
import type { CouponReport } from '../../shared/operations/gather-coupon-report.ts';

const line = {
  issued: 1200,
  outstanding: 400,
  redeemed: 300,
  expired: 500,
  beyondLimit: 0,
  discount: 150_050,
  spent: 990_000,
};
const report: CouponReport = {
  shopName: 'Tea & Co',
  currency: currencySchema.parse('GBP'),
  asOf: plainDate('2026-12-09'),
  campaigns: [
    {
      ...line,
      id: campaignIdSchema.parse('win-back'),
      version: 2,
      name: 'Win back\u001b[31m',
      countedOn: plainDate('2026-12-09'),
    },
  ],
  total: line,
};

describe('the report on coupons', () => {
  test('has a line for each campaign and one for all', () => {
    const [title, , columns, campaign, total] = renderCoupons(report, 'en', false).split('\n');
    expect(title).toBe('Coupons of Tea & Co, 2026-12-09');
    expect(columns?.trim().split(/ {2,}/)).toEqual([
      'issued',
      'outstanding',
      'redeemed',
      'expired',
      'discount given',
      'revenue brought',
    ]);
    const numbers = ['1,200', '400', '300', '500', '£1,500.50', '£9,900.00'];
    expect(campaign?.trim().split(/ {2,}/)).toEqual(['Win back [31m (win-back, version 2)', ...numbers]);
    expect(total?.trim().split(/ {2,}/)).toEqual(['all campaigns', ...numbers]);
  });

  test('has its columns below each other in Chinese, whose characters are twice as wide', () => {
    const lines = renderCoupons(report, 'zh', false).split('\n').slice(2, 5);
    expect(new Set(lines.map((one) => stringWidth(one))).size).toBe(1);
    expect(lines[2]).toContain('全部活动');
  });

  test('says so where nothing was issued', () => {
    const nothing = {
      issued: 0,
      outstanding: 0,
      redeemed: 0,
      expired: 0,
      beyondLimit: 0,
      discount: 0,
      spent: 0,
    };
    expect(renderCoupons({ ...report, campaigns: [], total: nothing }, 'en', false)).toContain(
      'No campaign has issued a coupon',
    );
  });
});
