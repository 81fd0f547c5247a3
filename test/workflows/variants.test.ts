import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { gatherShopReport } from '../../shared/operations/gather-shop-report.ts';
import { promoteByHand } from '../../shared/operations/promote-variant.ts';
import { createCrashLab } from './support/crash-lab.ts';
import { createFaults, type Faults } from './support/faults.ts';
import {
  duplicatesIn,
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const campaign = (more = '') => `
name: Win back
audience: { lifecycle: [silent] }
holdout: 20%
goal: { event: order, within: 2d }
variants: { short: 50%, long: 50% }
${more}
steps:
  - after: 0d
    variant: short
    email: { template: note, subject: Short }
  - after: 0d
    variant: long
    email: { template: note, subject: Long }
  - after: 1d
    email: { template: note, subject: Both }
`;

const id = campaignIdSchema.parse('win-back');
const names = Array.from({ length: 26 }, (_, number) => `silent-${number}`);
const later = Array.from({ length: 5 }, (_, number) => `later-${number}`);

let shop: Shop;
let faults: Faults;
beforeEach(async () => {
  faults = createFaults();
  shop = await openShop({ around: faults.around });
});
afterEach(() => shop.stack.close());

/** Runs the first night, on which all enter; those of later nights become silent then. */
async function begin(more?: string): Promise<void> {
  await shop.publish('win-back', campaign(more));
  await shop.receive(...names.flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))));
  await shop.receive(...later.flatMap((name) => regularOrders(name, lastDayBeforeSilence(nightsLater(2)))));
  await shop.runNight(firstNight);
}

/** Has everybody order who got the short variant, so that the next count finds it better. */
async function letShortWin(): Promise<void> {
  const won = [...(await shop.enrolments('win-back'))].filter(([, { variant }]) => variant === 'short');
  const at = `${firstNight}T12:00:00Z`;
  await shop.receive(...won.map(([name]) => orderOf(name, firstNight, { at })));
}

const latest = async () => (await shop.store.campaigns.all()).find((one) => one.id === id);
const subjectsOf = (name: string) => shop.mailsTo(name).map(({ subject }) => subject);

describe('The variants of a campaign', () => {
  test('get their own steps and the ones of all, each customer those of one variant', async () => {
    await begin();
    await shop.runNight(nightsLater(1));
    const enrolments = [...(await shop.enrolments('win-back')).entries()];
    const expected = { short: ['Short', 'Both'], long: ['Long', 'Both'], none: [] };
    for (const [name, { variant, isHeldOut }] of enrolments) {
      expect(isHeldOut).toBe(variant === undefined);
      const group = variant === 'short' || variant === 'long' ? variant : 'none';
      expect(subjectsOf(name)).toEqual(expected[group]);
    }
    const variants = new Set(enrolments.map(([, { variant }]) => variant));
    expect(variants).toEqual(new Set(['short', 'long', undefined]));
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
  });

  test('are the same for whoever enters again, also in another version', async () => {
    await begin('reenter: { after: 2d }');
    const before = await shop.enrolments('win-back');
    await shop.publish('win-back', campaign('reenter: { after: 2d }\ndescription: Another version'));
    await shop.runNight(nightsLater(2));
    const after = await shop.enrolments('win-back', nightsLater(2), 2);
    expect(names.map((name) => after.get(name)?.variant)).toEqual(
      names.map((name) => before.get(name)?.variant),
    );
  });

  test('are promoted by the night that finds one better, once, and reported', {
    timeout: 120_000,
  }, async () => {
    await begin('promote: auto');
    expect((await latest())?.version).toBe(1);
    await letShortWin();
    await shop.runNight(nightsLater(1));
    const published = await latest();
    expect(published).toMatchObject({ version: 2, promotion: { of: 1, by: 'rule' } });
    await shop.runNight(nightsLater(1));
    await shop.runNight(nightsLater(2));
    expect((await latest())?.version).toBe(2);
    const entered = [...(await shop.enrolments('win-back', nightsLater(2), 2)).values()];
    expect(entered).toHaveLength(later.length);
    expect(new Set(entered.filter((one) => !one.isHeldOut).map(({ variant }) => variant))).toEqual(
      new Set(['short']),
    );
    const { campaigns } = await gatherShopReport(shop.store, 10);
    expect(campaigns.find(({ version }) => version === 1)).toMatchObject({
      isPaused: true,
      variants: { best: 'short', comparisons: [{ one: 'short', other: 'long', verdict: 'better' }] },
    });
    expect(campaigns.find(({ version }) => version === 2)?.variants).toMatchObject({
      promoted: 'short',
      promotion: { of: 1, by: 'rule' },
    });
  });

  test.each([
    ['without the rule', '', async () => undefined],
    ['while the campaign is paused', 'promote: auto', () => shop.pause('win-back')],
    [
      'once another version has taken its place',
      'promote: auto',
      () => shop.publish('win-back', campaign('description: Other')),
    ],
  ])('are not promoted %s', async (_, more, meanwhile) => {
    await begin(more);
    await letShortWin();
    await meanwhile();
    const before = await latest();
    await shop.runNight(nightsLater(1));
    expect(await latest()).toEqual(before);
    const { campaigns } = await gatherShopReport(shop.store, 10);
    expect(campaigns.find(({ version }) => version === 1)?.variants?.best).toBe('short');
  });

  test('are promoted by hand, and whoever is on the way keeps theirs', async () => {
    await begin();
    const at = instantFromMs(shop.clock.now());
    await expect(promoteByHand(shop.store, { id, variant: 'shrt', at })).rejects.toThrow(
      'there is no such variant; there are short, long',
    );
    expect(await promoteByHand(shop.store, { id, variant: 'long', at })).toBe(2);
    expect(await promoteByHand(shop.store, { id, variant: 'long', at })).toBeUndefined();
    await shop.runNight(nightsLater(1));
    await shop.runNight(nightsLater(2));
    for (const [name, { variant }] of await shop.enrolments('win-back'))
      if (variant === 'short') expect(subjectsOf(name)).toEqual(['Short', 'Both']);
    for (const [name, { isHeldOut }] of await shop.enrolments('win-back', nightsLater(2), 2))
      expect(subjectsOf(name)).toEqual(isHeldOut ? [] : ['Long']);
  });

  test('are promoted once when the night dies at any moment of it', { timeout: 300_000 }, async () => {
    await begin('promote: auto');
    await letShortWin();
    await shop.passUntil(Date.parse(nightsLater(1)));
    const lab = await createCrashLab(shop, nightsLater(1));
    const { points, outcome } = await lab.runUnbroken();
    const [from, to] = [points.indexOf('before count-report'), points.lastIndexOf('after count-report')];
    const writes = points.flatMap((point, index) =>
      index >= from && index <= to && / DynamoDB Put|count-report/.test(point) ? [index + 1] : [],
    );
    expect(Object.keys(outcome.tables).filter((name) => name.includes('campaign-version'))).toHaveLength(2);
    // The last of them are those of the promotion.
    for (const [index, point] of writes.slice(-6).entries()) {
      const broken = await lab.runBroken(index % 2 === 0 ? 'function' : 'start', [point]);
      expect(broken.deaths).toHaveLength(1);
      expect(broken.outcome.tables).toEqual(outcome.tables);
      expect(duplicatesIn(broken.outcome.mails)).toEqual([]);
    }
    await lab.close();
  });
});
