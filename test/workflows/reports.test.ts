import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatherShopReport } from '../../shared/operations/gather-shop-report.ts';
import { sumEnrolments } from '../../shared/report/shop/campaign-sums.ts';
import { createFaults, type Faults } from './support/faults.ts';
import {
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';

let shop: Shop;
let faults: Faults;
beforeEach(async () => {
  faults = createFaults();
  shop = await openShop({ around: faults.around });
});
afterEach(() => shop.stack.close());

const campaign = (more = '') => `
name: Win back
audience: { lifecycle: [silent] }
holdout: 50%
goal: { event: order, within: 2d }
${more}
steps:
  - after: 0d
    email: { template: note }
`;

const names = Array.from({ length: 12 }, (_, number) => `silent-${number}`);
const receiveSilent = () =>
  shop.receive(...names.flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))));
const runNights = async (from: number, to: number) => {
  for (let night = from; night <= to; night += 1) await shop.runNight(nightsLater(night));
};
const report = async () => (await gatherShopReport(shop.store, 100)).campaigns[0];
const noon = (daysLater: number) => `${nightsLater(daysLater)}T12:00:00Z`;
/** A night on which the cohort of the first night is no longer counted: its goal ended, and a week of reports passed. */
const closed = 10;

describe('The report of a campaign', () => {
  test('says what the enrolments say, as of the night before', async () => {
    await shop.publish('win-back', campaign());
    await receiveSilent();
    await shop.runNight(firstNight);
    await shop.receive(orderOf('silent-0', firstNight, { at: noon(0) }));
    expect((await report())?.treatedOrdered.did).toBe(0);
    await shop.runNight(nightsLater(1));
    const enrolments = [...(await shop.enrolments('win-back')).values()];
    const { treated, heldOut } = sumEnrolments(enrolments, { value: 1e9, prior: 1e9 });
    expect(treated.ordered + heldOut.ordered).toBe(1);
    expect(await report()).toMatchObject({
      entered: 12,
      heldOut: heldOut.spending.customers,
      countedOn: nightsLater(1),
      treatedOrdered: { did: treated.ordered },
      heldOutOrdered: { did: heldOut.ordered },
    });
  });

  test('takes in what comes in late, also for a cohort that was counted for the last time', async () => {
    await shop.publish('win-back', campaign());
    await receiveSilent();
    await runNights(0, closed);
    const ordered = async () => {
      const { treatedOrdered, heldOutOrdered } = (await report()) ?? {};
      return (treatedOrdered?.did ?? 0) + (heldOutOrdered?.did ?? 0);
    };
    expect(await ordered()).toBe(0);
    expect(await shop.store.reports.opened()).toEqual([]);
    const late = orderOf('silent-3', nightsLater(1), { at: noon(1), id: 'late' });
    await shop.receive(late);
    await shop.runNight(nightsLater(closed + 1));
    expect(await ordered()).toBe(1);
    // Cancelled since.
    await shop.receive({ ...late, status: 'cancelled', updatedAt: noon(closed + 1) });
    await shop.runNight(nightsLater(closed + 2));
    expect(await ordered()).toBe(0);
    expect(await shop.store.reports.askedFor()).toEqual([]);
  });

  test('counts an order for the customer who is found to have placed it, and no longer for another', async () => {
    await shop.publish('win-back', campaign());
    await receiveSilent();
    await shop.runNight(firstNight);
    const moved = orderOf('silent-1', firstNight, { at: noon(0), id: 'moved' });
    const ordersOf = async (name: string) => (await shop.enrolments('win-back')).get(name)?.outcome.orders;
    await shop.receive(moved);
    expect([await ordersOf('silent-1'), await ordersOf('silent-2')]).toEqual([1, 0]);
    await shop.receive({ ...moved, customer: { id: 'silent-2' }, updatedAt: `${firstNight}T13:00:00Z` });
    expect([await ordersOf('silent-1'), await ordersOf('silent-2')]).toEqual([0, 1]);
  });

  test('counts an order that came in while the night was deciding', async () => {
    await shop.publish('win-back', campaign());
    await receiveSilent();
    faults.before('rescore-and-enrol', async () => {
      if (faults.calls.filter((name) => name === 'rescore-and-enrol').length > 1) return;
      await shop.receive(orderOf('silent-4', firstNight, { at: `${firstNight}T04:00:01Z` }));
    });
    await shop.runNight(firstNight);
    const entered = (await shop.enrolments('win-back')).get('silent-4');
    // Active by then, unless the night had decided already.
    expect(entered?.outcome.orders ?? 1).toBe(1);
  });

  test('decides once, on the day that the campaign has fixed', async () => {
    await shop.publish('win-back', campaign(`decideOn: ${nightsLater(2)}`));
    await receiveSilent();
    await runNights(0, 1);
    expect((await report())?.difference?.verdict).toBe('awaited');
    await shop.runNight(nightsLater(2));
    const decided = await report();
    expect(decided).toMatchObject({ decidedOn: nightsLater(2), difference: { verdict: 'undecided' } });
    await shop.receive(...names.map((name) => orderOf(name, nightsLater(2), { at: noon(2) })));
    await shop.runNight(nightsLater(3));
    expect(await report()).toMatchObject({ difference: decided?.difference, decidedOn: nightsLater(2) });
    expect((await report())?.treatedOrdered.did).toBeGreaterThan(0);
  });

  test('is counted on after its function broke off between any two shards', async () => {
    await shop.publish('win-back', campaign());
    await receiveSilent();
    let failures = 3;
    faults.before('count-report', () => {
      failures -= 1;
      if (failures >= 0) throw new Error('broken off');
    });
    await shop.runNight(firstNight);
    expect(await report()).toMatchObject({ entered: 12, countedOn: firstNight });
  });

  test('compares only the first of a customer’s entries', async () => {
    await shop.publish('win-back', campaign('reenter: { after: 2d }'));
    await receiveSilent();
    await runNights(0, 2);
    expect(await report()).toMatchObject({ entered: 12, enteredAgain: 12 });
    const second = await shop.enrolments('win-back', nightsLater(2));
    expect([...second.values()].map(({ isFirst }) => isFirst)).toEqual(names.map(() => false));
  });

  test('says how the shop stands to its targets, by what the nights have counted', async () => {
    const settings = await shop.store.settings.load();
    const targets = {
      reactivation: { share: 0.1, withinDays: 7 },
      secondOrder: { share: 0.9, withinDays: 30 },
    };
    await shop.store.settings.save({ ...settings, targets });
    await receiveSilent();
    await shop.receive(...['new-0', 'new-1'].map((name) => orderOf(name, nightsLater(-3))));
    await shop.runNight(firstNight);
    await shop.receive(
      orderOf('silent-0', firstNight),
      orderOf('silent-1', firstNight),
      orderOf('new-0', firstNight),
    );
    await runNights(1, 7);
    expect((await gatherShopReport(shop.store, 100)).targets).toEqual([
      { name: 'reactivation', goal: 0.1, withinDays: 7, daysCounted: 7, of: 12, did: 2, isReached: true },
      { name: 'secondOrder', goal: 0.9, withinDays: 30, daysCounted: 7, of: 2, did: 1 },
    ]);
  });

  test('says what all campaigns caused, by customers who are in none of them', async () => {
    const settings = await shop.store.settings.load();
    const globalHoldout = { share: 0.5, since: nightsLater(-31) };
    await shop.store.settings.save({ ...settings, globalHoldout });
    await shop.publish('win-back', campaign());
    await receiveSilent();
    await shop.runNight(firstNight);
    const entered = await shop.enrolments('win-back');
    const { allCampaigns } = await gatherShopReport(shop.store, 1);
    expect(allCampaigns).toMatchObject({ from: '2026-08-01', countedOn: firstNight, holdout: 0.5 });
    const { treatedOrdered, heldOutOrdered } = allCampaigns ?? {};
    expect([treatedOrdered?.of, heldOutOrdered?.of]).toEqual([entered.size, names.length - entered.size]);
    expect(entered.size).toBeGreaterThan(0);
    expect(entered.size).toBeLessThan(names.length);
  });
});
