import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { hasJoinedAfter } from '../../../shared/campaigns/has-joined.ts';
import type { Dated, Lifecycle, Tier } from '../../../shared/profile/classes.ts';
import { classes, customer, today } from './campaigns.ts';

const weekAgo = addDays(today, -7);
const yesterday = addDays(today, -1);

const customerWith = (lifecycle: Dated<Lifecycle>, tier: Dated<Tier> = { is: 'gold', since: weekAgo }) => ({
  orders: customer.orders,
  classes: { ...classes, lifecycle, tier },
});

describe('a customer has joined an audience lately', () => {
  const silent = { lifecycle: ['silent' as const] };

  test('when the lifecycle that it asks for is a few days old', () => {
    const fell = customerWith({ is: 'silent', since: yesterday, was: 'active' });
    expect(hasJoinedAfter(silent, fell, weekAgo)).toBe(true);
    expect(hasJoinedAfter(silent, fell, yesterday)).toBe(false);
    const shared = { audience: { name: 'quiet', is: { all: [silent] } } };
    expect(hasJoinedAfter(shared, fell, weekAgo)).toBe(true);
    const longAgo = customerWith({ is: 'silent', since: weekAgo, was: 'active' });
    expect(hasJoinedAfter(silent, longAgo, weekAgo)).toBe(false);
  });

  test('when the tier that it asks for is', () => {
    const rose = customerWith(
      { is: 'active', since: weekAgo },
      { is: 'platinum', since: yesterday, was: 'gold' },
    );
    expect(hasJoinedAfter({ lifecycle: ['active'], tier: ['platinum'] }, rose, weekAgo)).toBe(true);
    expect(hasJoinedAfter({ tier: ['gold', 'platinum'] }, rose, weekAgo)).toBe(false);
  });

  test('and not when the one before was asked for as well, or nothing with a date is', () => {
    const worse = customerWith({ is: 'lost', since: yesterday, was: 'silent' });
    expect(hasJoinedAfter({ lifecycle: ['silent', 'lost'] }, worse, weekAgo)).toBe(false);
    expect(hasJoinedAfter({}, worse, weekAgo)).toBe(false);
  });

  test('and not because the first night classified customers whom the shop had known for long', () => {
    const imported = customerWith({ is: 'silent', since: yesterday });
    expect(hasJoinedAfter(silent, imported, weekAgo)).toBe(false);
    const { classes } = customerWith({ is: 'first-time', since: yesterday });
    const firstTime = { lifecycle: ['first-time' as const] };
    const firstOrder = { ...customer.orders, firstDay: yesterday };
    expect(hasJoinedAfter(firstTime, { orders: firstOrder, classes }, weekAgo)).toBe(true);
    expect(hasJoinedAfter(firstTime, { classes }, weekAgo)).toBe(false);
  });
});
