import { expect, test } from 'vitest';
import { workCallbackQueue } from '../../../simulation/days/staff.ts';
import { taskOf } from '../../functions/api/callback-tasks/tasks.ts';
import { openShop } from '../../workflows/support/shop.ts';

test('staff work through as many calls as they have time for, from the top of a queue of several pages', async () => {
  const shop = await openShop();
  try {
    await Promise.all(Array.from({ length: 60 }, () => shop.store.callbacks.add(taskOf())));
    const queue = (await shop.store.callbacks.waiting()).map(({ customerId }): string => customerId);
    const called: string[] = [];
    const answerCall = ({ customerId }: { customerId: string }) => {
      called.push(customerId);
      return { outcome: 'no-answer', note: 'engaged' } as const;
    };
    await workCallbackQueue(shop.stack, { answerCall }, 'Sam', 55);
    expect(called).toEqual(queue.slice(0, 55));
    expect(await shop.store.callbacks.waiting()).toHaveLength(5);
  } finally {
    await shop.stack.close();
  }
});
