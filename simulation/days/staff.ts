import * as z from 'zod';
import type { Stack } from '../../infra/local/stack.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { callOutcomes } from '../../shared/callbacks/callback.ts';
import type { SimulatedShop } from '../shop/simulated-shop.ts';

const queueSchema = z.object({
  tasks: z.array(z.object({ taskId: z.string(), customerId: z.string(), attempt: z.int() })),
});

/**
 * Simulates a member of staff who claims up to `calls` tasks from the top of the queue, calls the customers and records
 * the outcomes, all through the HTTP API, as the real screen does.
 */
export async function workCallbackQueue(
  stack: Stack,
  shop: SimulatedShop,
  staff: string,
  calls: number,
): Promise<void> {
  const listed = await fetch(`${stack.endpoints.api}/callback-tasks`);
  const { tasks } = queueSchema.parse(await listed.json());
  for (const { taskId, customerId, attempt } of tasks.slice(0, calls)) {
    const post = (action: string, body: object) =>
      fetch(`${stack.endpoints.api}/callback-tasks/${taskId}/${action}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    await post('claim', { staff });
    const call = shop.answerCall({ customerId, at: instantFromMs(stack.clock.now()), attempt });
    const outcome = z.enum(callOutcomes).parse(call.outcome);
    await post('outcome', { staff, outcome, note: call.note });
  }
}
