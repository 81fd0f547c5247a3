import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationSchema, isWholeDays, wholeDays } from '../../shared/duration.ts';
import { issuesOf } from '../../shared/errors.ts';
import { fingerprintOf } from '../../shared/fingerprint.ts';
import { currencySchema, decimalsOf, formatMoney } from '../../shared/money.ts';
import { defaultSettings, settingsSchema } from '../../shared/settings/settings.ts';

const messagesOf = (read: ReturnType<typeof durationSchema.safeParse>) =>
  read.error?.issues.map(({ message }) => message);

describe('a length of time', () => {
  test.each([
    ['6h', 6, 0, false],
    ['14d', 336, 14, true],
    ['2w', 336, 14, true],
    ['36h', 36, 1, false],
    ['0d', 0, 0, true],
    ['1 d', 24, 1, true],
  ])('written %s is %i hours', (text, hours, whole, isWhole) => {
    const duration = durationSchema.parse(text);
    expect(duration).toEqual({ hours });
    expect(wholeDays(duration)).toBe(whole);
    expect(isWholeDays(duration)).toBe(isWhole);
  });

  test.each(['0', '14', 'd', '14 days', '-1d', '1.5d', '99999d', '', 14, null])('is not %s', (input) => {
    expect(messagesOf(durationSchema.safeParse(input))).toEqual([
      expect.stringMatching(/^a length of time is a number with a unit/),
    ]);
  });
});

describe('money', () => {
  const money = (minor: number, code: string) => ({ minor, currency: currencySchema.parse(code) });

  test('is shown with as many decimals as its currency has', () => {
    expect(formatMoney(money(123_450, 'GBP'), 'en-GB')).toBe('£1,234.50');
    expect(formatMoney(money(1234, 'JPY'), 'en-GB')).toBe('JP¥1,234');
    expect(formatMoney(money(1234, 'KWD'), 'en-US')).toMatch(/1\.234$/);
    expect(decimalsOf(currencySchema.parse('JPY'))).toBe(0);
  });

  test('is shown in whole units when rounded', () => {
    expect(formatMoney(money(123_460, 'GBP'), 'en-GB', true)).toBe('£1,235');
  });

  test.each(['gbp', 'XXY', '', 7])('has no currency %s', (code) => {
    expect(currencySchema.safeParse(code).success).toBe(false);
  });
});

describe('a fingerprint', () => {
  test('ignores the order of fields, since databases return them in any order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(fingerprintOf(reversed)).toBe(fingerprintOf(value));
      }),
    );
    expect(fingerprintOf({ a: { c: 1, b: [{ y: 1, x: 2 }] } })).toBe(
      fingerprintOf({ a: { b: [{ x: 2, y: 1 }], c: 1 } }),
    );
  });

  test('depends on everything else', () => {
    const values = [{}, [], null, { a: 1 }, { a: '1' }, { a: null }, { b: 1 }, [1, 2], [2, 1], { a: [1, 2] }];
    expect(new Set(values.map(fingerprintOf)).size).toBe(values.length);
  });
});

describe('settings', () => {
  const problems = (settings: unknown) => {
    const read = settingsSchema.safeParse(settings);
    return read.success ? [] : issuesOf(read.error).map(({ path, message }) => `${path}: ${message}`);
  };

  test('of a shop that has set nothing are complete', () => {
    expect(defaultSettings).toMatchObject({
      currency: 'EUR',
      timeZone: 'UTC',
      email: { requiresConsent: true },
      tiers: { silver: 20_000, graceDays: 30 },
      callbacks: { attempts: 3 },
    });
    expect(settingsSchema.parse(defaultSettings)).toEqual(defaultSettings);
  });

  test('with one value set keep the defaults of the rest', () => {
    expect(settingsSchema.parse({ tiers: { silver: 1 } }).tiers).toEqual({
      ...defaultSettings.tiers,
      silver: 1,
    });
  });

  test.each<[settings: object, problem: string]>([
    [
      { timeZone: 'London' },
      'timeZone: unknown time zone; use a name such as Europe/London or Asia/Shanghai',
    ],
    [{ currency: 'EURO' }, 'currency: unknown currency "EURO"; use an ISO 4217 code such as GBP'],
    [{ tiers: { silver: 60_000 } }, 'tiers: tiers must rise: silver < gold < platinum'],
    [
      { lifecycle: { activeUpTo: 0.95 } },
      'lifecycle: quantiles must rise and stay below 1: activeUpTo < coolingUpTo < silentUpTo < 1',
    ],
    [
      { lifecycle: { assumedGapsDays: { active: 60, cooling: 60, silent: 365 } } },
      'lifecycle.assumedGapsDays: assumed gaps must rise: active < cooling < silent',
    ],
  ])('%j are rejected, with what to do', (settings, problem) => {
    expect(problems(settings)).toEqual([problem]);
  });

  test('that do not exist are rejected by name', () => {
    expect(problems({ colour: 'red' })[0]).toContain('colour');
  });
});
