import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../../shared/calendar.ts';
import type { Delivery } from '../../../../shared/deliveries/delivery.ts';
import { currencySchema } from '../../../../shared/money.ts';
import { addSums, sumEnrolments } from '../../../../shared/report/shop/campaign-sums.ts';
import { addClicks, clicksIn, linksKept } from '../../../../shared/report/shop/link-clicks.ts';
import { linkSections } from '../../../../shared/screens/link-clicks.ts';
import { createVoice } from '../../../../shared/screens/voice.ts';
import { enrolmentOf } from '../../campaigns/campaigns.ts';

const at = instant('2026-12-09T04:00:00Z');
const sent = (...links: string[]): Delivery => ({
  state: 'sent',
  at,
  messageId: 'm',
  ...(links.length > 0 && { links: Object.fromEntries(links.map((link) => [link, at])) }),
});

describe('the clicks in a step', () => {
  test('are counted once for each delivery and link, and are absent while there are none', () => {
    expect(clicksIn([sent('a', 'b'), sent('a'), sent(), { state: 'claimed', at, by: 'x' }])).toEqual({
      byLink: { a: 2, b: 1 },
      others: 0,
    });
    expect(clicksIn([sent()])).toBeUndefined();
    expect(clicksIn([sent('constructor'), sent('__proto__')])?.others).toBe(0);
  });

  test('of parts add up to those of the whole as long as all links fit, in any order', () => {
    const links = fc.constantFrom(...Array.from({ length: linksKept }, (_, number) => `link ${number}`));
    const deliveries = fc.array(
      fc.uniqueArray(links, { maxLength: 4 }).map((its) => sent(...its)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(deliveries, deliveries, (one, other) => {
        const whole = clicksIn([...one, ...other]);
        expect(addClicks(clicksIn(one), clicksIn(other))).toEqual(whole);
        expect(addClicks(clicksIn(other), clicksIn(one))).toEqual(whole);
      }),
    );
  });

  test('keep the links that are clicked most where each customer has their own, and lose no click', () => {
    const shared = Array.from({ length: 30 }, () => sent('shop'));
    const own = Array.from({ length: 500 }, (_, number) => sent(`own ${number}`));
    const parts = [own.slice(0, 250), shared, own.slice(250)].map(clicksIn);
    const clicks = parts.reduce(addClicks, undefined);
    expect(Object.keys(clicks?.byLink ?? {})).toHaveLength(linksKept);
    expect(clicks?.byLink['shop']).toBe(30);
    const inAll = Object.values(clicks?.byLink ?? {}).reduce(
      (sum, count) => sum + count,
      clicks?.others ?? 0,
    );
    expect(inAll).toBe(530);
  });

  test('are in the sums of a report, by step', () => {
    const enrolments = [
      { ...enrolmentOf(), steps: { 0: sent('a'), 1: sent('b') } },
      { ...enrolmentOf(), steps: { 0: sent('a'), 1: sent() } },
    ];
    const caps = { value: 1, prior: 1 };
    const whole = sumEnrolments(enrolments, caps);
    expect(whole.steps).toMatchObject({
      0: { links: { byLink: { a: 2 } } },
      1: { links: { byLink: { b: 1 } } },
    });
    const parts = enrolments.map((one) => sumEnrolments([one], caps));
    expect(parts.reduce(addSums).steps).toEqual(whole.steps);
  });
});

test('a report has what was clicked, most first, for each step in which anything was', () => {
  const step = { action: 'email', afterHours: 0, skipped: {} } as const;
  const links = { byLink: { '/rare': 1, '/often': 30 }, others: 7 };
  const steps = [
    { ...step, outcomes: { delivered: 60, clicked: 31, bounced: 9, failed: 5 }, links },
    { ...step, outcomes: { delivered: 3 } },
  ];
  expect(linkSections({ steps }, createVoice('en', currencySchema.parse('EUR')))).toMatchObject([
    {
      title: 'What was clicked in step 1',
      rows: [
        { name: '/often', value: 30, text: '30 (30.0%)' },
        { name: '/rare', value: 1, text: '1 (1.0%)' },
        { name: 'clicks on all other links', value: 7, text: '7' },
      ],
    },
  ]);
});
