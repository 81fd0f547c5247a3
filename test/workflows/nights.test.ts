import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExecutionDescription } from '../../infra/local/step-functions/index.ts';
import { createFaults, createGate, type Faults } from './support/faults.ts';
import {
  duplicatesIn,
  firstNight,
  idOf,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const once = (id: string, lifecycle: string) => `
name: ${id}
audience: { lifecycle: [${lifecycle}] }
holdout: 0%
steps:
  - after: 0d
    email: { template: note }
  - after: 1d
    email: { template: note }
`;

let shop: Shop;
let faults: Faults;
beforeEach(async () => {
  faults = createFaults();
  shop = await openShop({ around: faults.around });
  await shop.publish('win-back', once('win-back', 'silent'));
  await shop.publish('welcome', once('welcome', 'first-time'));
  await shop.receive(
    ...['ann', 'bob'].flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))),
    orderOf('new', firstNight, { at: `${nightsLater(-1)}T12:00:00Z` }),
  );
});
afterEach(() => shop.stack.close());

const outputOf = ({ output }: ExecutionDescription): unknown => JSON.parse(output ?? 'null');
const start = (input: object = {}) =>
  shop.stack.stepFunctions.startExecution({ stateMachine: 'nightly-rescore', input }).executionArn;

describe('A night that is started twice', () => {
  test('is run by the first execution; the second finds it, and ends after the opening', async () => {
    const gate = createGate();
    faults.before('fit-population', gate.wait);
    const first = start();
    await gate.reached;
    const second = await shop.stack.stepFunctions.waitForExecution(start());
    expect(outputOf(second)).toEqual({ date: '2026-08-31', found: 'run-by-another' });
    gate.open();
    expect(outputOf(await shop.waitForEnd(first))).toMatchObject({ found: 'ours', report: { customers: 3 } });
    expect(faults.calls.filter((name) => name === 'open-night')).toHaveLength(2);
    expect(faults.calls.filter((name) => name === 'close-night')).toHaveLength(1);
  });

  test('at the same moment is run by one of them', async () => {
    await shop.passUntil(Date.parse(firstNight));
    const both = await Promise.all([shop.waitForEnd(start()), shop.waitForEnd(start())]);
    expect(
      both
        .map((ended) => outputOf(ended))
        .map((output) => (output as { found: string }).found)
        .sort(),
    ).toEqual(['ours', 'run-by-another']);
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
    expect(shop.mailKeys()).toHaveLength(3);
  });

  test('after it is closed does not run again, and keeps its report', async () => {
    await shop.runNight(firstNight);
    const closed = await shop.store.nights.find(firstNight);
    const mails = shop.mailKeys();
    await shop.pass(1);
    expect(outputOf(await shop.runNight())).toEqual({ date: firstNight, found: 'closed-already' });
    expect(await shop.store.nights.find(firstNight)).toEqual(closed);
    expect(shop.mailKeys()).toEqual(mails);
  });

  test('after a later night has run does not run again', async () => {
    await shop.runNight(firstNight);
    await shop.runNight(nightsLater(1));
    const ended = await shop.waitForEnd(start({ date: firstNight }));
    expect(outputOf(ended)).toMatchObject({ found: expect.stringMatching(/^(closed-already|overtaken)$/) });
  });
});

describe('A night that fails', () => {
  beforeEach(() => {
    faults.before('fit-population', () => {
      throw new RangeError('no such quantile');
    });
  });

  test('is recorded as failed with error and cause, after five attempts, and has sent nothing', async () => {
    const ended = await shop.runNight(firstNight);
    expect(ended).toMatchObject({ status: 'FAILED', error: 'RangeError' });
    expect(faults.calls.filter((name) => name === 'fit-population')).toHaveLength(5);
    const night = await shop.store.nights.get(firstNight);
    expect(night.progress).toMatchObject({
      state: 'failed',
      error: 'RangeError',
      cause: expect.stringContaining('no such quantile'),
    });
    expect(shop.mailKeys()).toEqual([]);
  });

  test('continues where it failed when its execution is redriven', async () => {
    const failed = await shop.runNight(firstNight);
    faults.heal();
    faults.calls.length = 0;
    shop.stack.stepFunctions.redriveExecution(failed.executionArn);
    expect(await shop.waitForEnd(failed.executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(faults.calls[0]).toBe('fit-population');
    expect(await shop.store.nights.get(firstNight)).toMatchObject({
      executionArn: failed.executionArn,
      progress: { state: 'closed', report: { customers: 3, stepsRun: 2 } },
    });
    expect(shop.mailKeys()).toHaveLength(3);
  });

  test('is taken over by a new start', async () => {
    await shop.runNight(firstNight);
    faults.heal();
    const restarted = await shop.runNight();
    expect(outputOf(restarted)).toMatchObject({ found: 'ours', report: { customers: 3, stepsRun: 2 } });
    expect((await shop.store.nights.get(firstNight)).executionArn).toBe(restarted.executionArn);
  });

  test('is not taken over by a new start while it is being redriven', async () => {
    const failed = await shop.runNight(firstNight);
    const gate = createGate();
    faults.before('fit-population', gate.wait);
    shop.stack.stepFunctions.redriveExecution(failed.executionArn);
    await gate.reached;
    const second = await shop.stack.stepFunctions.waitForExecution(start());
    gate.open();
    expect(outputOf(second)).toMatchObject({ found: 'run-by-another' });
    expect(await shop.waitForEnd(failed.executionArn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('cannot be redriven after the next night has run', async () => {
    const failed = await shop.runNight(firstNight);
    faults.heal();
    await shop.runNight(nightsLater(1));
    const mails = shop.mailKeys();
    shop.stack.stepFunctions.redriveExecution(failed.executionArn);
    const ended = await shop.waitForEnd(failed.executionArn);
    expect(ended).toMatchObject({ status: 'FAILED' });
    expect(shop.mailKeys()).toEqual(mails);
    expect((await shop.profile('ann')).enrolments).toMatchObject({ 'win-back': { on: nightsLater(1) } });
  });

  test('does not keep the next night from running when nobody repairs it', async () => {
    await shop.runNight(firstNight);
    faults.heal();
    expect(await shop.runNight(nightsLater(1))).toMatchObject({ status: 'SUCCEEDED' });
    expect(shop.mailKeys()).toHaveLength(3);
  });
});

describe('A night that fails while customers enter', () => {
  /** Fails for the customers in the second of two scan segments. */
  const failInSecondSegment = () =>
    faults.before('rescore-and-enrol', ({ segment }) => {
      if (segment === 1) throw new Error('out of order');
    });
  const enteredCustomers = async () => [...(await shop.enrolments('win-back')).keys()];

  beforeEach(async () => {
    const more = ['carl', 'dora', 'emil', 'fred', 'gwen', 'hans'];
    await shop.receive(...more.flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))));
    // One step counted in days and one counted in hours, which wait for different reasons.
    await shop.publish('soon', once('soon', 'silent').replace('after: 0d', 'after: 1h'));
    failInSecondSegment();
    expect(await shop.runNight(firstNight)).toMatchObject({ status: 'FAILED' });
  });

  test('has filled part of a cohort, and the hourly run of campaigns waits until it is complete', async () => {
    const early = await enteredCustomers();
    expect(early.length).toBeGreaterThan(0);
    expect(early.length).toBeLessThan(8);
    await shop.pass(2);
    await shop.runCampaigns();
    expect(shop.mailKeys()).toEqual([]);
    faults.heal();
    expect(await shop.runNight()).toMatchObject({ status: 'SUCCEEDED' });
    expect(await enteredCustomers()).toHaveLength(8);
    for (const campaign of ['win-back', 'soon'])
      expect(shop.mailKeys().filter((key) => key.startsWith(campaign))).toHaveLength(8);
  });

  test('lets those who entered continue with the next night when nobody repairs it', async () => {
    const early = await enteredCustomers();
    faults.heal();
    await shop.runNight(nightsLater(1));
    for (const customerId of early)
      expect(await shop.delivery('win-back', customerId, 0)).toMatchObject({ state: 'sent' });
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
  });
});

describe('A step that fails', () => {
  beforeEach(() => {
    faults.before('run-step', ({ cohort }) => {
      if ((cohort as { campaign: string }).campaign === 'win-back') throw new Error('template server down');
    });
  });

  test('is recorded on its cohort and in the report, and does not stop other campaigns', async () => {
    expect(await shop.runNight(firstNight)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { state: 'failed', ranOn: firstNight, error: expect.stringContaining('Threshold') },
    });
    expect((await shop.cohort('welcome'))?.steps).toMatchObject({ 0: { state: 'done', tally: { sent: 1 } } });
    expect((await shop.store.nights.get(firstNight)).progress).toMatchObject({
      state: 'closed',
      report: {
        stepsRun: 1,
        stepsFailed: 1,
        failures: [
          { campaign: 'win-back', version: 1, step: 0, error: expect.stringContaining('Threshold') },
        ],
      },
    });
    expect(shop.mailKeys()).toEqual([`welcome#1#${firstNight}#0 new`]);
  });

  test('is tried once in each run, and succeeds in the first run in which it can', async () => {
    await shop.runNight(firstNight);
    const attempts = () => faults.calls.filter((name) => name === 'run-step').length;
    const afterTheNight = attempts();
    await shop.pass(1);
    expect(await shop.runCampaigns()).toMatchObject({ status: 'SUCCEEDED' });
    expect(attempts()).toBe(afterTheNight + 5);
    faults.heal();
    await shop.pass(1);
    await shop.runCampaigns();
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { state: 'done', tally: { sent: 2 } },
    });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });

  test('delays the steps after it, which then keep their distance', async () => {
    await shop.runNight(firstNight);
    await shop.runNight(nightsLater(1));
    expect(Object.keys((await shop.cohort('win-back'))?.steps ?? {})).toEqual(['0']);
    expect((await shop.cohort('welcome'))?.steps).toMatchObject({ 1: { state: 'done' } });
    faults.heal();
    await shop.runNight(nightsLater(2));
    expect(shop.mailsTo('ann').map(({ tags }) => tags.step)).toEqual(['0']);
    await shop.runNight(nightsLater(3));
    expect(shop.mailsTo('ann').map(({ tags }) => tags.step)).toEqual(['0', '1']);
    expect(await shop.store.cohorts.unfinished()).toEqual([]);
  });

  test('keeps what it did before it failed', async () => {
    faults.heal();
    let isFirst = true;
    faults.before('close-step', () => {
      if (!isFirst) return;
      isFirst = false;
      throw new Error('lost');
    });
    await shop.runNight(firstNight);
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
    expect(shop.mailKeys()).toHaveLength(3);
    expect(await shop.store.customers.find(idOf('ann'))).toMatchObject({
      enrolments: { 'win-back': { on: firstNight } },
    });
  });
});
