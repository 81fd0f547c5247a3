import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFaults, type Faults } from './support/faults.ts';
import {
  duplicatesIn,
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const campaigns = ['a', 'b', 'c', 'd', 'e'] as const;
const fileOf = (name: string) => `
name: ${name}
audience: { lifecycle: [silent] }
holdout: 0%
steps:
  - after: 1d
    email: { template: note }
`;

let shop: Shop;
let faults: Faults;

beforeEach(async () => {
  faults = createFaults();
  shop = await openShop({ around: faults.around });
  for (const name of campaigns) await shop.publish(name, fileOf(name));
  await shop.receive(...regularOrders('ada', lastDayBeforeSilence(firstNight)));
  await shop.runNight(firstNight);
  faults.calls.length = 0;
});
afterEach(() => shop.stack.close());

const timesCalled = (name: string) => faults.calls.filter((called) => called === name).length;

/** Asserts that every campaign has sent its email, once, and says so. */
async function expectAllSent(): Promise<void> {
  expect(shop.mailsTo('ada')).toHaveLength(campaigns.length);
  expect(duplicatesIn(shop.mailKeys())).toEqual([]);
  for (const name of campaigns)
    expect((await shop.cohort(name))?.steps[0]).toMatchObject({ state: 'done', tally: { sent: 1 } });
}

/** The history of the run of the campaigns that ended last. */
function historyOfLastRun(): readonly { readonly type: string }[] {
  const { stepFunctions } = shop.stack;
  const runs = stepFunctions.listExecutions({ stateMachine: 'run-campaigns' }).items;
  const last = [...runs].sort((a, b) => b.startedAtMs - a.startedAtMs)[0] ?? expect.fail('nothing ran');
  return stepFunctions.getExecutionHistory(last.executionArn, { maxResults: 1000 }).items;
}

describe('A run of the campaigns with several rounds', () => {
  test('runs them all, and the night waits for them and counts them', async () => {
    expect(await shop.runNight(nightsLater(1))).toMatchObject({ status: 'SUCCEEDED' });
    await expectAllSent();
    expect(timesCalled('list-due-steps')).toBe(campaigns.length + 1);
    expect(timesCalled('run-step')).toBe(campaigns.length);
    expect((await shop.store.nights.get(nightsLater(1))).progress).toMatchObject({
      report: { stepsRun: campaigns.length, stepsFailed: 0 },
    });
  });

  test('has eleven events for each campaign', async () => {
    await shop.runNight(nightsLater(1));
    await expectAllSent();
    // Their rounds, the call that finds nothing more to do, and the beginning and end of the execution.
    expect(historyOfLastRun().length).toBeLessThanOrEqual(11 * campaigns.length + 11);
  });

  test.each([2, 3])(
    'that breaks off before round %i goes on in the next run and repeats nothing',
    async (round) => {
      let rounds = 0;
      faults.before('list-due-steps', () => {
        rounds += 1;
        if (rounds === round) throw Object.assign(new Error('broken'), { name: 'InvalidInputError' });
      });
      await shop.runNight(nightsLater(1));
      await expectAllSent();
      expect(timesCalled('run-step')).toBe(campaigns.length);
    },
  );

  test('that is stopped while a step runs goes on in the next run and repeats nothing', async () => {
    await shop.passUntil(Date.parse(nightsLater(2)));
    const { stepFunctions } = shop.stack;
    let steps = 0;
    faults.before('run-step', () => {
      steps += 1;
      if (steps !== 3) return;
      const [running] = stepFunctions.listExecutions({
        stateMachine: 'run-campaigns',
        status: 'RUNNING',
      }).items;
      if (running !== undefined) stepFunctions.stopExecution(running.executionArn);
    });
    expect(await shop.runCampaigns()).toMatchObject({ status: 'ABORTED' });
    expect(await shop.runCampaigns()).toMatchObject({ status: 'SUCCEEDED' });
    await expectAllSent();
  });

  test('tries a step that fails once, and the others all the same', async () => {
    faults.before('run-step', ({ cohort }) => {
      if ((cohort as { campaign: string }).campaign === 'a')
        throw Object.assign(new Error('broken'), { name: 'InvalidInputError' });
    });
    expect(await shop.runNight(nightsLater(1))).toMatchObject({ status: 'SUCCEEDED' });
    expect((await shop.cohort('a'))?.steps[0]).toMatchObject({ state: 'failed' });
    expect(shop.mailsTo('ada')).toHaveLength(campaigns.length - 1);
    expect(timesCalled('run-step')).toBe(campaigns.length);
  });
});
