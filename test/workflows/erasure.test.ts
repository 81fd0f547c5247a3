import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notCalled, resumeCallback } from '../../functions/toolkit/resume-callback.ts';
import { documents } from '../../functions/toolkit/store.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { eraseCustomer, type Surroundings } from '../../shared/operations/erase-customer.ts';
import { formsOf } from '../shared/operations/known-customer.ts';
import {
  firstNight,
  idOf,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';
import { readTables } from './support/world.ts';

const campaign = (action: string) => `
name: Win back
audience: { lifecycle: [silent] }
holdout: 0%
steps:
  - after: 0d
    ${action}
`;
const note = campaign('email: { template: note }');
const gift = campaign('coupon: { template: gift, percentOff: 10, validFor: 7d }');
const call = campaign('callback: { script: win-back, within: 8h }');

// Names that occur nowhere else.
const [quentin, other] = ['quentin', 'bob'];

let shop: Shop;
const open = async (file: string, directory?: string) => {
  shop = await openShop(directory === undefined ? {} : { directory });
  await shop.publish('win-back', file);
  await shop.receive(
    ...[quentin, other].flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))),
  );
};
afterEach(() => {
  documents.middlewareStack.remove('erasure');
  return shop.stack.close();
});

const surroundings: Surroundings = {
  endCallback: ({ token }) => resumeCallback(token, notCalled),
  async deleteMail(addresses) {
    await fetch(`${shop.stack.endpoints.ses}/forget`, { method: 'POST', body: JSON.stringify(addresses) });
  },
};
const erase = (around = surroundings) =>
  eraseCustomer(shop.store, idOf(quentin), instantFromMs(shop.clock.now()), around);

/** Items, mails and executions that name the customer. */
async function traces(): Promise<readonly string[]> {
  const items = [...(await readTables()).values()].flatMap((table) => [...table.values()]);
  const { stepFunctions, ses } = shop.stack;
  const histories = ['callback-task', 'nightly-rescore', 'run-campaigns']
    .flatMap((stateMachine) => stepFunctions.listExecutions({ stateMachine }).items)
    .map(({ executionArn }) => stepFunctions.getExecutionHistory(executionArn));
  const texts = [...items, ...histories, ...ses.messages()].map((one) => JSON.stringify(one));
  return texts.filter((text) => formsOf(quentin).some((form) => text.toLowerCase().includes(form)));
}

describe('Erasing a customer whom staff are to call', () => {
  beforeEach(async () => {
    await open(call);
    await shop.runNight(firstNight);
  });
  const callOf = async () => {
    const [task] = (await shop.store.callbacks.waiting()).filter(({ customerId }) => customerId === quentin);
    const { items } = shop.stack.stepFunctions.listExecutions({ stateMachine: 'callback-task' });
    const execution = items.find(({ name }) => name === task?.taskId);
    return execution?.executionArn ?? expect.fail('the call waits');
  };

  test('takes the call out of the queue and ends its execution', async () => {
    const executionArn = await callOf();
    await erase();
    await shop.stack.idle();
    const { status, output } = await shop.waitForEnd(executionArn);
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: '{"result":"not-called"}' });
    expect((await shop.store.callbacks.waiting()).map(({ customerId }) => customerId)).toEqual([other]);
    expect(await traces()).toEqual([]);
  });

  test('ends the execution at its deadline when nobody could reach it, and calls nobody', async () => {
    const executionArn = await callOf();
    await erase({ ...surroundings, endCallback: async () => {} });
    await shop.pass(9);
    expect(await shop.waitForEnd(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await traces()).toEqual([]);
  });
});

describe('Erasing a customer', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'erasure-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('deletes the emails to them from the disk, and no others', async () => {
    await open(note, directory);
    await shop.runNight(firstNight);
    expect(shop.mailsTo(quentin)).toHaveLength(1);
    await erase();
    expect(await traces()).toEqual([]);
    expect(shop.mailsTo(other)).toHaveLength(1);
    await shop.stack.close();
    const files = await readdir(join(directory, 'ses'));
    const kept = await Promise.all(files.map((name) => readFile(join(directory, 'ses', name), 'utf8')));
    expect(kept.join()).toContain(other);
    for (const form of formsOf(quentin)) expect(kept.join().toLowerCase()).not.toContain(form);
  });
});

describe('A night in which a customer is erased', () => {
  test.each([
    ['their classes are written', note, 'UpdateItemCommand', 'customers'],
    ['they enter a campaign', note, 'UpdateItemCommand', '#isHeldOut = '],
    ['a step reads its customers', note, 'BatchGetItemCommand', 'customers'],
    ['their email is reserved', note, 'PutItemCommand', '"recipient"'],
    ['their email is claimed', note, 'UpdateItemCommand', 'SET steps.'],
    ['their coupon is issued', gift, 'PutItemCommand', '"coupon"'],
    ['their call is reserved', call, 'PutItemCommand', '"recipient"'],
    ['their call is queued', call, 'PutItemCommand', '"callback"'],
  ])('just before %s ends well and leaves nothing of them', async (_, file, command, part) => {
    await open(file);
    let isErased = false;
    documents.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const input = JSON.stringify(args.input);
          const isTheirs = input.includes(quentin) || part === 'SET steps.';
          if (!isErased && commandName === command && input.includes(part) && isTheirs) {
            isErased = true;
            await erase();
          }
          return next(args);
        },
      { step: 'initialize', priority: 'low', name: 'erasure' },
    );
    const { status } = await shop.runNight(firstNight);
    expect({ status, isErased }).toEqual({ status: 'SUCCEEDED', isErased: true });
    expect(await traces()).toEqual([]);
    const [cohort] = await shop.store.cohorts.finished();
    expect(cohort?.steps).toMatchObject({ 0: { state: 'done' } });
    await shop.runNight(nightsLater(1));
    expect(await traces()).toEqual([]);
  });
});
