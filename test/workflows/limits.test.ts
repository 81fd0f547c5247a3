import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyTally } from '../../shared/journeys/step-tally.ts';
import { createFaults, type Faults } from './support/faults.ts';
import { firstNight, lastDayBeforeSilence, openShop, regularOrders, type Shop } from './support/shop.ts';

let shop: Shop;
let faults: Faults;
/** What `run-step` returns instead of running, until it is undefined. */
let stopped: { readonly stoppedBy: string } | undefined;
beforeEach(async () => {
  faults = createFaults();
  stopped = undefined;
  shop = await openShop({
    around: (name, handler) =>
      faults.around(name, async (event, context) =>
        name === 'run-step' && stopped !== undefined
          ? { isDone: false, tally: emptyTally, tasks: [], ...stopped }
          : handler(event, context),
      ),
  });
  await shop.publish(
    'win-back',
    `
name: Win back
audience: { lifecycle: [silent] }
holdout: 0%
steps:
  - after: 0d
    email: { template: note }
`,
  );
  await shop.receive(...regularOrders('ada', lastDayBeforeSilence(firstNight)));
});
afterEach(() => shop.stack.close());

describe('A night', () => {
  test('waits while Lambda has no capacity, however often that is', async () => {
    for (const name of ['open-night', 'measure-population', 'list-due-steps', 'run-step'] as const) {
      let refusals = 12;
      faults.before(name, () => {
        refusals -= 1;
        if (refusals < 0) return;
        throw Object.assign(new Error('Rate Exceeded.'), { name: 'Lambda.TooManyRequestsException' });
      });
    }
    await shop.runNight(firstNight);
    expect(shop.mailsTo('ada')).toHaveLength(1);
  });

  test.each(['daily-quota', 'paused'])(
    'succeeds although a step was stopped (%s), and the next run sends the rest',
    async (stoppedBy) => {
      stopped = { stoppedBy };
      await shop.runNight(firstNight);
      const [cohort] = await shop.stack.store.cohorts.unfinished();
      expect(cohort?.steps[0]).toMatchObject({
        state: 'failed',
        error: expect.stringMatching(/quota|paused/),
      });
      expect(shop.mailsTo('ada')).toHaveLength(0);
      stopped = undefined;
      await shop.pass(1);
      await shop.runCampaigns();
      expect(shop.mailsTo('ada')).toHaveLength(1);
      expect(await shop.stack.store.cohorts.unfinished()).toEqual([]);
    },
  );
});
