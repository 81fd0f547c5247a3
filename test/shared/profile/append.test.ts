import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, instant, instantFromMs } from '../../../shared/calendar.ts';
import { orderIdSchema } from '../../../shared/ids.ts';
import { interactionSchema, isInteraction } from '../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import { appendActivity } from '../../../shared/profile/append.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { facts, histories } from './histories.ts';
import { moments, shopZone } from './materials.ts';

const order = (id: string, placedAt: string, more: object = {}): Activity => ({
  type: 'order',
  order: orderSchema.parse({
    id,
    customer: { id: 'c1' },
    placedAt,
    updatedAt: placedAt,
    status: 'placed',
    currency: 'EUR',
    lines: [{ sku: 'tea', quantity: 1, unitPrice: 1000 }],
    totals: { total: 1000 },
    ...more,
  }),
});
const from = (email: string) => ({ customer: { id: 'c1', email } });

const interaction = (type: string, id: string, at: string, more: object = {}): Activity =>
  interactionSchema.parse({ type, id, at, customer: { id: 'c1' }, ...more });

const refund = (id: string, at: string): Activity => ({ type: 'refund', id, at: instant(at), amount: 300 });

const unsubscribed = (at: string) =>
  ({ type: 'suppression', id: 'u', at: instant(at), channel: 'email', reason: 'unsubscribed' }) as const;

const bounced = (at: string, address: string) =>
  ({ type: 'suppression', id: 'b', at: instant(at), channel: 'email', reason: 'bounced', address }) as const;

const released = (at: string, address: string) =>
  ({ type: 'release', id: 'l', at: instant(at), address }) as const;

const consents: fc.Arbitrary<Activity> = fc
  .record({
    id: fc.constantFrom('n1', 'n2'),
    at: moments,
    channel: fc.constantFrom('email', 'phone'),
    granted: fc.boolean(),
    source: fc.constantFrom('double-opt-in', 'checkout'),
  })
  .map(({ id, at, ...more }) => interaction('consent', id, at, more));

const points: fc.Arbitrary<Activity> = fc.record({ number: fc.nat(3), at: moments }).map(({ number, at }) =>
  number < 3
    ? { type: 'points-granted', id: `g${number}`, at, points: 50, ...(number > 0 && { until: '2026-12' }) }
    : {
        type: 'points-spent',
        id: 'r1',
        number: 1,
        at,
        points: 70,
        reward: { name: 'mug', validForDays: 30, benefit: { kind: 'free-shipping' } },
      },
);
/** Some orders earn points, whatever their version. */
const earning = (fact: Activity): Activity =>
  fact.type === 'order' && fact.order.id !== 'o1'
    ? { ...fact, earns: { pointsRate: 1.5, ...(fact.order.id === 'o2' && { months: 2 }) } }
    : fact;

const anyFacts = fc.oneof(
  { weight: 8, arbitrary: facts.map(earning) },
  { weight: 1, arbitrary: consents },
  { weight: 1, arbitrary: points },
);
const anyHistories = fc
  .tuple(histories, fc.array(fc.oneof(consents, points), { maxLength: 3 }))
  .map(([history, more]) => [...history.map(earning), ...more]);

/** The same fact under another id and at another time. */
function moved(fact: Activity, id: string, at: Instant, updatedAt = at): Activity {
  if (fact.type === 'order') {
    return { ...fact, order: { ...fact.order, id: orderSchema.shape.id.parse(id), placedAt: at } };
  }
  if (fact.type === 'redemption' || fact.type === 'coupon') return { ...fact, at };
  return isInteraction(fact)
    ? { ...fact, id: interactionSchema.parse({ ...fact, id }).id, at, updatedAt }
    : { ...fact, id, at };
}

const afterAll = Date.parse('2026-12-03T00:00:00Z');
const laterMoments = fc.integer({ min: 1, max: 200 * 86_400_000 }).map((ms) => instantFromMs(afterAll + ms));

/** A fact that is later than any history. */
const laterFacts = fc
  .record({ fact: anyFacts, at: laterMoments, updatedAt: laterMoments })
  .map(({ fact, at, updatedAt }) => moved(fact, 'new', at, updatedAt));

/** A fact that no history has, at any time. */
const newFacts = fc.oneof(
  laterFacts,
  fc
    .record({
      fact: anyFacts,
      at: fc.oneof(moments, laterMoments),
      updatedAt: fc.oneof(moments, laterMoments),
    })
    .map(({ fact, at, updatedAt }) => moved(fact, 'new', at, updatedAt)),
);

const append = (history: readonly Activity[], fact: Activity, timeZone = shopZone) =>
  appendActivity(foldActivity(history, timeZone), fact, timeZone);

const canAppend = (history: readonly Activity[], fact: Activity) => append(history, fact) !== undefined;

describe('appending a fact', () => {
  test('gives what folding all of them gives, or nothing', () => {
    let appended = 0;
    fc.assert(
      fc.property(anyHistories, newFacts, (history, fact) => {
        const after = append(history, fact);
        if (after === undefined) return;
        appended += 1;
        expect(after).toStrictEqual(foldActivity([...history, fact], shopZone));
      }),
      { numRuns: 1_000 },
    );
    expect(appended).toBeGreaterThan(250);
  });

  test('one after the other gives it too, even while clocks go back over midnight', () => {
    const zone = 'America/St_Johns';
    const begin = Date.parse('2010-11-07T01:30:00Z');
    const minutes = fc.array(fc.record({ fact: anyFacts, minute: fc.nat({ max: 180 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(minutes, (timed) => {
        const timeline = timed
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ fact, minute }, n) => moved(fact, `f${n}`, instantFromMs(begin + minute * 60_000)));
        let known = foldActivity([], zone);
        for (const [n, fact] of timeline.entries()) {
          const all = foldActivity(timeline.slice(0, n + 1), zone);
          known = appendActivity(known, fact, zone) ?? all;
          expect(known).toStrictEqual(all);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('that is in the profile already changes nothing', () => {
    fc.assert(
      fc.property(anyHistories, newFacts, (history, fact) => {
        const all = [...history, fact];
        const after = append(all, fact);
        if (after !== undefined) expect(after).toStrictEqual(foldActivity(all, shopZone));
      }),
      { numRuns: 500 },
    );
  });

  test('works for every later one, except for the few kinds that need those before', () => {
    const placed = order('first', '2026-01-01T12:00:00Z');
    const needsHistory = [
      'complaint-opened',
      'complaint-closed',
      'referral',
      'referral-converted',
      'consent',
      'redemption',
      'coupon',
    ];
    const calm = anyHistories.map((history) => [
      ...history.filter((one) => one.type !== 'suppression' || one.reason !== 'bounced'),
      placed,
    ]);
    fc.assert(
      fc.property(calm, laterFacts, (history, fact) => {
        fc.pre(!needsHistory.includes(fact.type));
        expect(canAppend(history, fact)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

const couponUsedFor = (orderId: string): Activity => ({
  type: 'redemption',
  at: instant('2026-05-20T12:00:00Z'),
  code: 'ABCD-EFGH-JKMN',
  orderId: orderIdSchema.parse(orderId),
  issuedFor: 'win-back',
});

const history = [order('o1', '2026-05-01T12:00:00Z', from('ada@example.com'))];

describe('without the history', () => {
  test.each([
    ['order', order('o2', '2026-05-01T12:00:01Z')],
    ['cancelled order', order('o2', '2026-05-02T12:00:00Z', { status: 'cancelled' })],
    ['order from another address', order('o2', '2026-05-02T12:00:00Z', from('office@example.com'))],
    ['refund', refund('r1', '2026-05-02T12:00:00Z')],
    ['visit', interaction('browse', 'e1', '2026-05-02T12:00:00Z')],
    ['cart', interaction('cart', 'e1', '2026-05-02T12:00:00Z', { value: 500 })],
    ['wish', interaction('wishlist', 'e1', '2026-05-02T12:00:00Z')],
    ['score', interaction('feedback', 'e1', '2026-05-02T12:00:00Z', { nps: 9 })],
    ['tag', interaction('tag', 'wholesale', '2026-05-02T12:00:00Z')],
    ['unsubscription', unsubscribed('2026-05-02T12:00:00Z')],
    ['bounce', bounced('2026-05-02T12:00:00Z', 'ada@example.com')],
    ['opt-in', optIn('2026-05-02T12:00:00Z')],
  ] satisfies [string, Activity][])('a later %s can be appended', (_, fact) => {
    expect(append(history, fact)).toStrictEqual(foldActivity([...history, fact], shopZone));
  });

  test.each([
    ['a fact of the same moment', history, order('o2', '2026-05-01T12:00:00Z')],
    ['a fact of before', history, refund('r1', '2026-04-01T12:00:00Z')],
    ['a coupon that was used', history, couponUsedFor('o9')],
    ['an order that used a coupon', [...history, couponUsedFor('o9')], order('o9', '2026-06-01T12:00:00Z')],
    [
      'an edit, dated back, of something that happened later',
      history,
      interaction('browse', 'e1', '2026-06-01T12:00:00Z', { updatedAt: '2026-04-01T12:00:00Z' }),
    ],
    [
      'the first order, since refunds may wait for it',
      [refund('r1', '2026-04-01T12:00:00Z')],
      order('o2', '2026-05-02T12:00:00Z'),
    ],
    [
      'another address once any has bounced, since it may be the one',
      [...history, bounced('2026-05-01T13:00:00Z', 'office@example.com')],
      order('o2', '2026-05-02T12:00:00Z', from('office@example.com')),
    ],
    [
      'opting in after having unsubscribed, since something else may keep the channel closed',
      [...history, unsubscribed('2026-05-01T13:00:00Z')],
      optIn('2026-05-02T12:00:00Z'),
    ],
    [
      'a release after a bounce, since something else may keep the channel closed',
      [...history, bounced('2026-05-01T13:00:00Z', 'ada@example.com')],
      released('2026-05-02T12:00:00Z', 'ada@example.com'),
    ],
    [
      'a complaint, since it may have been closed already',
      history,
      interaction('complaint-opened', 'e1', '2026-05-02T12:00:00Z'),
    ],
    [
      'a friend, who may be counted already',
      history,
      interaction('referral-converted', 'e1', '2026-05-02T12:00:00Z'),
    ],
  ])('%s cannot be appended', (_, before, fact) => {
    expect(canAppend(before, fact)).toBe(false);
  });

  test('nothing can be appended to days of another time zone', () => {
    const moscow = foldActivity(history, 'Europe/Moscow');
    expect(appendActivity(moscow, order('o2', '2026-05-02T12:00:00Z'), shopZone)).toBeUndefined();
  });

  test('a bounce of the same address in other letters stays as it was', () => {
    const closed = [...history, bounced('2026-05-01T13:00:00Z', 'ada@example.com')];
    const fact = order('o2', '2026-05-02T12:00:00Z', from('Ada@Example.com'));
    expect(append(closed, fact)?.suppressions.email?.reason).toBe('bounced');
  });
});

function optIn(at: string): Activity {
  return interaction('consent', 'n1', at, { channel: 'email', granted: true, source: 'double-opt-in' });
}
