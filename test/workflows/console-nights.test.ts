import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleRouteKey } from '../../shared/console-api/rights.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import { firstNight, nightsLater, openShop, orderOf, type Shop } from './support/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.receive(orderOf('ann', nightsLater(-1)), orderOf('bob', nightsLater(-1)));
});
afterAll(() => shop.stack.close());

async function ask<K extends ConsoleRouteKey>(
  key: K,
  path: string,
): Promise<{ readonly status: number; readonly body: Answered<K> }> {
  const response = await fetch(`${shop.stack.endpoints.api}/api/${path}`, {
    ...(key.startsWith('POST ') && { method: 'POST', body: '{}' }),
  });
  return { status: response.status, body: (await response.json()) as Answered<K> };
}

describe('nights in the console', () => {
  test('are none at first, and there is no population', async () => {
    expect((await ask('GET /api/nights', 'nights')).body).toEqual({ nights: [] });
    expect((await ask('GET /api/nights/{night}/population', 'nights/latest/population')).status).toBe(404);
    expect((await ask('GET /api/nights/{night}', `nights/${firstNight}`)).status).toBe(404);
  });

  test('are run by the button, once, and listed with what they counted', async () => {
    await shop.passUntil(Date.parse(`${firstNight}T12:00:00Z`));
    const { body } = await ask('POST /api/nights', 'nights');
    expect(body).toEqual({ date: firstNight, became: 'started' });
    await shop.stack.idle();
    expect((await ask('POST /api/nights', 'nights')).body).toEqual({
      date: firstNight,
      became: 'closed-already',
    });
    const { nights } = (await ask('GET /api/nights', 'nights')).body;
    expect(nights).toMatchObject([{ date: firstNight, state: 'closed', customers: 2, stepsFailed: 0 }]);
    expect((await ask('GET /api/nights/{night}', `nights/${firstNight}`)).body.sections[0]).toMatchObject({
      kind: 'verdict',
      tone: 'positive',
    });
  });

  test('show their population: of the latest that had closed by a day, compared with another', async () => {
    await shop.receive(orderOf('eve', nightsLater(0)));
    await shop.runNight(nightsLater(2));
    const customersIn = async (path: string) => {
      const { body } = await ask('GET /api/nights/{night}/population', `nights/${path}`);
      const { figures } = body;
      return [body.night, body.compared, figures.kind === 'figures' && figures.rows[0]];
    };
    const [early, late] = [nightsLater(0), nightsLater(2)];
    expect(await customersIn(`${nightsLater(1)}/population`)).toMatchObject([
      early,
      undefined,
      { figure: '2' },
    ]);
    expect(await customersIn(`latest/population?compare=${early}`)).toMatchObject([
      late,
      early,
      { figure: '3', change: '+1' },
    ]);
    const before = await ask('GET /api/nights/{night}/population', `nights/${nightsLater(-1)}/population`);
    expect(before.status).toBe(404);
    const older = await ask('GET /api/nights', `nights?before=${late}`);
    expect(older.body.nights.map(({ date }) => date)).toEqual([early]);
  });
});
