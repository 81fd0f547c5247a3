import { describe, expect, test } from 'vitest';
import { type Interaction, interactionSchema } from '../../../shared/interactions/interaction.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { shopZone } from './materials.ts';

const fact = (type: Interaction['type'], id: string, at: string, more: object = {}): Interaction =>
  interactionSchema.parse({ type, id, at, customer: { id: 'c1' }, ...more });

const fold = (...facts: Interaction[]) => foldActivity(facts, shopZone);

describe('a customer who never ordered', () => {
  test('is known by what was sent with a visit', () => {
    const facts = fold(
      fact('browse', 'b1', '2026-05-01T12:00:00Z', {
        customer: { id: 'c1', email: 'ada@example.com', consents: { email: true } },
      }),
      fact('cart', 'b1', '2026-05-02T12:00:00Z', { customer: { id: 'c1', name: 'Ada' } }),
    );
    expect(facts).toEqual({
      contact: { email: 'ada@example.com', name: 'Ada' },
      consents: { email: true },
      consentEvidence: { email: { granted: true, at: '2026-05-01T12:00:00.000Z', source: 'browse b1' } },
      suppressions: {},
      cancelledOrders: 0,
      interest: { browsedOn: '2026-05-01', cartedOn: '2026-05-02', cartDays: 1 },
      folded: { count: 2, upTo: '2026-05-02T12:00:00.000Z', timeZone: shopZone },
    });
  });

  test('is described by the version that was changed last, whatever happened last', () => {
    const named = (name: string) => ({ customer: { id: 'c1', name } });
    const edited = fact('browse', 'b1', '2026-05-01T12:00:00Z', {
      ...named('Ada Lovelace'),
      updatedAt: '2026-06-01T12:00:00Z',
    });
    expect(fold(edited, fact('browse', 'b2', '2026-05-02T12:00:00Z', named('Ada'))).contact.name).toBe(
      'Ada Lovelace',
    );
  });
});

describe('interest', () => {
  test('counts days of the shop with a cart, and takes the value from the latest cart that has one', () => {
    const facts = fold(
      fact('cart', 'a', '2026-03-28T22:59:59Z', { value: 1000 }),
      fact('cart', 'b', '2026-03-28T23:00:00Z', { value: 2000 }),
      fact('cart', 'c', '2026-03-29T21:59:59Z'),
      fact('wishlist', 'w', '2026-03-29T22:00:00Z'),
    );
    expect(facts.interest).toEqual({
      cartedOn: '2026-03-29',
      wishlistedOn: '2026-03-30',
      cartDays: 2,
      cartValue: 2000,
    });
  });

  test('follows a fact that was edited to another day', () => {
    const original = fact('browse', 'b', '2026-05-09T12:00:00Z');
    const edited = fact('browse', 'b', '2026-05-02T12:00:00Z', { updatedAt: '2026-05-10T12:00:00Z' });
    expect(fold(edited, original).interest?.browsedOn).toBe('2026-05-02');
  });
});

test('of two facts of the same moment the one with the greater id counts, whichever is sent first', () => {
  const [one, other] = [
    fact('feedback', 'a', '2026-05-01T12:00:00Z', { nps: 1 }),
    fact('feedback', 'b', '2026-05-01T12:00:00Z', { nps: 2 }),
  ];
  expect(fold(one, other).feedback?.nps?.score).toBe(2);
  expect(fold(other, one).feedback?.nps?.score).toBe(2);
});

describe('feedback', () => {
  test('is the latest score of each kind with its day', () => {
    const facts = fold(
      fact('feedback', 'f3', '2026-05-03T12:00:00Z', { csat: 2 }),
      fact('feedback', 'f1', '2026-05-01T12:00:00Z', { nps: 9, csat: 5 }),
      fact('feedback', 'f2', '2026-05-02T12:00:00Z', { nps: 0, text: 'Broken' }),
    );
    expect(facts.feedback).toEqual({
      nps: { score: 0, on: '2026-05-02' },
      csat: { score: 2, on: '2026-05-03' },
    });
  });

  test('in words alone is no score', () => {
    expect(fold(fact('feedback', 'f', '2026-05-01T12:00:00Z', { text: 'Nice' }))).not.toHaveProperty(
      'feedback',
    );
  });
});

describe('complaints', () => {
  const opened = (id: string, day: number) => fact('complaint-opened', id, `2026-05-0${day}T12:00:00Z`);
  const closed = (id: string, day: number) => fact('complaint-closed', id, `2026-05-0${day}T12:00:00Z`);

  test('are open until they are closed, whichever fact is sent first', () => {
    expect(fold(opened('k1', 1), opened('k2', 3)).complaints).toEqual({
      count: 2,
      open: 2,
      openedOn: '2026-05-03',
    });
    for (const facts of [
      [opened('k1', 1), closed('k1', 2)],
      [closed('k1', 2), opened('k1', 1)],
    ]) {
      expect(fold(...facts).complaints).toEqual({ count: 1, open: 0, openedOn: '2026-05-01' });
    }
  });

  test('that were only closed do not count yet', () => {
    expect(fold(closed('k1', 2)).complaints).toBeUndefined();
    expect(fold(closed('k1', 2), opened('k2', 1)).complaints).toMatchObject({ count: 1, open: 1 });
  });
});

describe('referrals', () => {
  test('are counted by friend; one who bought was sent, even when only the purchase was reported', () => {
    const facts = fold(
      fact('referral', 'r1', '2026-05-01T12:00:00Z', { friend: 'c2' }),
      fact('referral', 'r2', '2026-05-01T12:00:00Z'),
      fact('referral-converted', 'r1', '2026-05-04T12:00:00Z'),
      fact('referral-converted', 'r3', '2026-05-05T12:00:00Z'),
    );
    expect(facts.referrals).toEqual({ made: 3, converted: 2 });
  });
});

test('kinds that share an id are different facts', () => {
  const facts = fold(
    fact('browse', 'x', '2026-05-01T12:00:00Z'),
    fact('cart', 'x', '2026-05-01T12:00:00Z'),
    fact('complaint-opened', 'x', '2026-05-01T12:00:00Z'),
    fact('referral', 'x', '2026-05-01T12:00:00Z'),
  );
  expect(facts).toMatchObject({
    interest: { browsedOn: '2026-05-01', cartDays: 1 },
    complaints: { open: 1 },
    referrals: { made: 1, converted: 0 },
  });
});
