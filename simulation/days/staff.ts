import * as z from 'zod';
import type { Stack } from '../../infra/local/stack.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { callOutcomes } from '../../shared/callbacks/callback.ts';
import { taskIdSchema } from '../../shared/ids.ts';
import type { SimulatedShop } from '../shop/simulated-shop.ts';

const queueSchema = z.object({
  tasks: z.array(z.object({ taskId: taskIdSchema, customerId: z.string(), attempt: z.int() })),
  next: z.string().optional(),
});
type Task = z.output<typeof queueSchema>['tasks'][number];

/**
 * Simulates a member of staff who claims up to `calls` tasks from the top of the queue, calls the customers and records
 * the outcomes, all through the HTTP API, as the real screen does. Only what the customer thinks of the call is from
 * elsewhere: it depends on the campaign that asked for it.
 */
export async function workCallbackQueue(
  stack: Stack,
  shop: Pick<SimulatedShop, 'answerCall'>,
  staff: string,
  calls: number,
): Promise<void> {
  for (const { taskId, customerId, attempt } of await topOfQueue(stack.endpoints.api, calls)) {
    const post = (action: string, body: object) =>
      fetch(`${stack.endpoints.api}/callback-tasks/${taskId}/${action}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    const task = await stack.store.callbacks.findById(taskId);
    if (task === undefined) continue;
    await post('claim', { staff });
    const { campaign } = task.enrolment.cohort;
    const call = shop.answerCall({ customerId, campaign, at: instantFromMs(stack.clock.now()), attempt });
    const outcome = z.enum(callOutcomes).parse(call.outcome);
    await post('outcome', { staff, outcome, note: call.note });
  }
}

/** The first `most` tasks of the queue, page by page. */
async function topOfQueue(api: string, most: number): Promise<readonly Task[]> {
  const top: Task[] = [];
  let page: z.output<typeof queueSchema> | undefined;
  do {
    const query = new URLSearchParams(page?.next === undefined ? {} : { cursor: page.next });
    const listed = await fetch(`${api}/callback-tasks?${query}`);
    page = queueSchema.parse(await listed.json());
    top.push(...page.tasks);
  } while (page.next !== undefined && top.length < most);
  return top.slice(0, most);
}
