import { callOutcomes } from '../../../shared/callbacks/callback.ts';
import { cursorOf } from '../../../shared/callbacks/place.ts';
import { explainRefusal } from '../../../shared/callbacks/refusal.ts';
import { staffTask } from '../../../shared/callbacks/staff-view.ts';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { callsToday, reportOwnCall } from '../../../shared/operations/calls-today.ts';
import {
  type ChangedCall,
  claimCall,
  listCalls,
  releaseCall,
  showCall,
} from '../../../shared/operations/work-calls.ts';
import { resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

const resume = resumeCallback;

/** What answers the routes of the staff's queue. The member of staff is whoever is signed in. */
export const callAnswers = {
  'GET /api/calls': async ({ query: { cursor, limit } }, { at }) => {
    const { tasks, next } = await listCalls(store, cursor, limit, at);
    return { tasks: [...tasks], ...(next !== undefined && { next: cursorOf(next) }) };
  },
  'GET /api/calls-today': async (_asked, { caller, at }) => {
    const { day, people } = await callsToday(store, at);
    const counted = people.map(({ id, name, outcomes }) => ({
      name,
      isMe: id === caller.id,
      outcomes: callOutcomes.flatMap((outcome) => {
        const count = outcomes[outcome];
        return count === undefined ? [] : [{ outcome, count }];
      }),
    }));
    const callsOf = ({ outcomes }: (typeof counted)[number]) =>
      outcomes.reduce((sum, { count }) => sum + count, 0);
    const meFirst = counted.sort(
      (one, other) => Number(other.isMe) - Number(one.isMe) || callsOf(other) - callsOf(one),
    );
    return { day, people: meFirst };
  },
  'GET /api/calls/{taskId}': ({ path, query }, { at }) =>
    showCall(store, path.taskId, { at, language: query.lang }),
  'POST /api/calls/{taskId}/claim': async ({ path }, { caller, at }) =>
    changed(await claimCall(store, path.taskId, { staff: caller.name, at, resume })),
  'POST /api/calls/{taskId}/release': async ({ path }, { caller }) =>
    changed(await releaseCall(store, path.taskId, caller.name)),
  'POST /api/calls/{taskId}/outcome': async ({ path, body }, { caller, at }) =>
    changed(
      await reportOwnCall(store, path.taskId, {
        by: { id: caller.id, name: caller.name },
        call: body,
        at,
        resume,
      }),
    ),
} satisfies Partial<Answers>;

const changed = ({ task, refusal }: ChangedCall): Answered<'POST /api/calls/{taskId}/claim'> => ({
  task: staffTask(task),
  ...(refusal !== undefined && { refused: { reason: refusal, message: explainRefusal(refusal, task) } }),
});
