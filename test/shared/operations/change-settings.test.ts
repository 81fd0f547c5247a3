import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { InvalidInputError } from '../../../shared/errors.ts';
import { changeSettings, proposeSettings } from '../../../shared/operations/change-settings.ts';
import { defaultSettings, type Settings } from '../../../shared/settings/settings.ts';
import { settingsForForm, withSetting } from '../../../shared/settings/settings-file.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());
const shop: Settings = { ...defaultSettings, shopName: 'Tea', postalAddress: '1 Main Street' };
beforeEach(() => tables.store.settings.save(shop));

const present = () => tables.store.settings.load();
const silver = (before: string, after: string) => ({ path: 'tiers.silver', before, after });

describe('changing settings', () => {
  test('changes those that are named and no others, also to nothing', async () => {
    const changes = [
      silver('200 EUR', '250.50 EUR'),
      { path: 'postalAddress', before: '1 Main Street', after: undefined },
    ];
    expect(await changeSettings(tables.store, changes)).toEqual([]);
    const { postalAddress: _, ...rest } = shop;
    expect(await present()).toEqual({ ...rest, tiers: { ...shop.tiers, silver: 25_050 } });
  });

  test('overwrites nothing that another person has changed meanwhile, and changes nothing else then', async () => {
    await changeSettings(tables.store, [silver('200 EUR', '250 EUR')]);
    const late = [silver('200 EUR', '300 EUR'), { path: 'shopName', before: 'Tea', after: 'Coffee' }];
    expect(await changeSettings(tables.store, late)).toEqual(['tiers.silver']);
    expect(await present()).toMatchObject({ shopName: 'Tea', tiers: { silver: 25_000 } });
  });

  test('lets two people change different settings at the same moment, and a request come twice', async () => {
    const name = { path: 'shopName', before: 'Tea', after: 'Coffee' };
    const both = [silver('200 EUR', '250 EUR'), name, name].map((one) => changeSettings(tables.store, [one]));
    expect(await Promise.all(both)).toEqual([[], [], []]);
    expect(await present()).toMatchObject({ shopName: 'Coffee', tiers: { silver: 25_000 } });
  });

  test.each([
    [silver('200 EUR', '900 EUR'), 'tiers'],
    [silver('200 EUR', '250 GBP'), 'tiers.silver'],
    [{ path: 'constructor', before: undefined, after: 1 }, ''],
    [{ path: 'tiers.silver.x', before: undefined, after: 1 }, 'tiers.silver'],
  ])('refuses %j, naming the place', async (change, path) => {
    const refused = await changeSettings(tables.store, [change]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect(refused).toMatchObject({ issues: [{ path }] });
    expect(await present()).toEqual(shop);
  });
});

describe('proposing settings', () => {
  const written = (settings: Settings) => stringify(settingsForForm(settings));
  const withGold = (gold: unknown) => stringify(withSetting(settingsForForm(shop), 'tiers.gold', gold));

  test('counts as changed what differs from what was seen, not what others have changed since', async () => {
    const base = written(shop);
    await tables.store.settings.save({ ...shop, shopName: 'Coffee' });
    const { changes, settings } = await proposeSettings(tables.store, { base, text: withGold(600) }, 'en');
    expect(changes).toEqual([{ path: 'tiers.gold', before: '500 EUR', after: '600 EUR' }]);
    expect(settings).toMatchObject({ shopName: 'Coffee', tiers: { gold: 60_000 } });
  });

  test('says what is wrong only together with what others have changed since', async () => {
    const base = written(shop);
    await tables.store.settings.save({ ...shop, tiers: { ...shop.tiers, silver: 55_000, gold: 80_000 } });
    const text = stringify(withSetting(settingsForForm(shop), 'tiers.platinum', 600));
    const { settings, problems } = await proposeSettings(tables.store, { base, text }, 'en');
    expect(settings).toBeUndefined();
    expect(problems).toMatchObject([{ path: ['tiers'], message: expect.stringContaining('rise') }]);
  });

  test.each([
    [100, ['tiers'], 'silver < gold'],
    ['much', ['tiers', 'gold'], 'whole units'],
  ])('says where %s is wrong, as the command does', async (gold, path, sentence) => {
    const proposed = await proposeSettings(tables.store, { base: written(shop), text: withGold(gold) }, 'en');
    expect(proposed.settings).toBeUndefined();
    expect(proposed.problems).toMatchObject([{ path, message: expect.stringContaining(sentence) }]);
  });
});
