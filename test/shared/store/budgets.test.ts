import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { startTables, type Tables } from '../../functions/setup.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables({}, { overHttp: true });
});
afterAll(() => tables.close());

const name = 'answeredByTest';
/** Makes something of the first answer that the table gives. */
async function answerFirst(answer: (send: () => Promise<unknown>) => Promise<never>): Promise<void> {
  const { documents } = await import('../../../functions/toolkit/store.ts');
  let isFirst = true;
  documents.middlewareStack.add(
    (next) => (args) => {
      if (!isFirst) return next(args);
      isFirst = false;
      return answer(() => next(args));
    },
    { step: 'deserialize', priority: 'high', name },
  );
}
afterEach(async () => {
  const { documents } = await import('../../../functions/toolkit/store.ts');
  documents.middlewareStack.remove(name);
});

const one = { messages: 1, coupons: 1, discount: 500 };
const limits = { messages: 3 };
/** A campaign that has used up all of its budget. */
async function spentAll(id: string) {
  const campaign = campaignIdSchema.parse(id);
  for (let taken = 0; taken < limits.messages; taken += 1)
    expect(await tables.store.budgets.take(campaign, one, limits)).toBeUndefined();
  expect(await tables.store.budgets.take(campaign, one, limits)).toBe('messages');
  return campaign;
}

test('what one message took is never given back twice, not even when the answer to the first time is lost', async () => {
  const campaign = await spentAll('unanswered');
  await answerFirst(async (send) => {
    await send();
    throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  });
  await expect(tables.store.budgets.giveBack(campaign, one)).rejects.toThrow('may have made the write');
  expect(await tables.store.budgets.spent(campaign)).toMatchObject({
    messages: 2,
    coupons: 2,
    discount: 1000,
  });
});

test('what one message took is given back although the table was too busy at first', async () => {
  const campaign = await spentAll('busy');
  await answerFirst(() => {
    throw new ProvisionedThroughputExceededException({
      message: 'too busy',
      $metadata: { httpStatusCode: 400 },
    });
  });
  await tables.store.budgets.giveBack(campaign, one);
  expect(await tables.store.budgets.spent(campaign)).toMatchObject({
    messages: 2,
    coupons: 2,
    discount: 1000,
  });
});
