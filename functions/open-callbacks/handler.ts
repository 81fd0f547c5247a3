import { type CallbackRequest, taskIdSchema } from '../../shared/callbacks/callback.ts';
import { cohortId } from '../../shared/campaigns/cohort.ts';
import { shardEventSchema } from '../../shared/campaigns/events.ts';
import { nameFrom } from '../../shared/hash.ts';
import { campaignStep } from '../toolkit/campaign-step.ts';
import { step as workflowStep } from '../toolkit/event.ts';
import { type Act, begun, runShard } from '../toolkit/shard.ts';
import { store } from '../toolkit/store.ts';

/** One page a call: the tasks go through the workflow's payload, which starts an execution for each. */
const pagesPerCall = 1;

/**
 * Marks the customers of one shard for a call, and hands their tasks to the workflow. Tasks marked by an attempt that
 * broke off are handed on again: an execution has the name of its task, so starting it twice starts it once.
 */
export const handler = workflowStep(shardEventSchema, async (event, context) => {
  const { step, action } = await campaignStep(store, event, 'callback');
  const { attempts, retryAfterHours } = (await store.settings.load()).callbacks;
  const askedBy = `${cohortId(event.cohort)}#${event.step}`;
  const tasks: CallbackRequest[] = [];
  const act: Act = ({ enrolment, key }) => {
    const taskId = taskIdSchema.parse(`cb-${nameFrom(askedBy, enrolment.customerId)}`);
    return begun(store, key, { state: 'queued', at: event.at, taskId });
  };
  const progress = await runShard(store, step, event, act, context, {
    pages: pagesPerCall,
    onDelivery: ({ customerId }, delivery) => {
      if (delivery.state !== 'queued') return;
      const { taskId } = delivery;
      const withinHours = action.within.hours;
      tasks.push({
        taskId,
        customerId,
        script: action.script,
        askedBy,
        withinHours,
        attempts,
        retryAfterHours,
      });
    },
  });
  return { ...progress, tasks };
});
