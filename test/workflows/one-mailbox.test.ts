import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlainDate } from '../../shared/calendar.ts';
import {
  firstNight,
  idOf,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const twoNotes = `
name: Win back
audience: { lifecycle: silent }
holdout: 0%
steps:
  - after: 0d
    email: { template: note }
  - after: 7d
    email: { template: note }
`;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.publish('win-back', twoNotes);
  await shop.receive(...['ann', 'bob'].flatMap((name) => ordersOf(name, lastDayBeforeSilence(firstNight))));
});
afterEach(() => shop.stack.close());

/** Regular orders of a customer who shares a mailbox, which each writes in another way. */
const ordersOf = (name: string, lastDay: PlainDate) =>
  regularOrders(name, lastDay, {
    customer: { email: name === 'ann' ? 'family@example.com' : 'Family@Example.COM' },
  });

const mailsToFamily = () =>
  shop.stack.ses.messages().filter(({ to }) => to.some((one) => /^family@/i.test(one)));

const stepsOf = async (name: string, step = 0) => (await shop.delivery('win-back', idOf(name), step))?.state;

describe('One mailbox under two customers', () => {
  test('gets what one person should get', async () => {
    await shop.runNight(firstNight);
    expect(mailsToFamily()).toHaveLength(1);
    expect([await stepsOf('ann'), await stepsOf('bob')].sort()).toEqual(['sent', 'skipped']);
  });

  test('gets nothing more from either once one link is used', async () => {
    await shop.runNight(firstNight);
    const header = mailsToFamily()[0]?.headers.find(({ name }) => name === 'List-Unsubscribe');
    const { pathname } = new URL(header?.value.replace(/[<>]/g, '') ?? '');
    expect(await shop.request('POST', pathname)).toMatchObject({ status: 200 });
    await shop.runNight(nightsLater(1));
    await shop.runNight(nightsLater(7));
    expect(mailsToFamily()).toHaveLength(1);
  });
});
