import type { Instant } from '../../../shared/calendar.ts';
import {
  type CallbackRefusal,
  type CallbackTask,
  claimSchema,
  outcomeSchema,
  whyNotAnswer,
  whyNotClaim,
} from '../../../shared/callbacks/callback.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { taskIdSchema } from '../../../shared/ids.ts';
import { contended, untilUncontended } from '../../../shared/operations/contention.ts';
import {
  answer,
  createHttpHandler,
  type HttpAnswer,
  type HttpRequest,
  parseRequest,
} from '../../toolkit/http.ts';
import { resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';

const answerers: Readonly<Record<string, (request: HttpRequest) => Promise<HttpAnswer>>> = {
  'GET /callback-tasks': listTasks,
  'POST /callback-tasks/{taskId}/claim': claimTask,
  'POST /callback-tasks/{taskId}/outcome': recordOutcome,
};

/**
 * GET /callback-tasks: the queue, most urgent first.
 * POST /callback-tasks/{taskId}/claim: `{ staff }` takes a task.
 * POST /callback-tasks/{taskId}/outcome: `{ staff, outcome, note? }` says how the call went, and resumes the workflow.
 */
export const handler = createHttpHandler(async (request) => {
  const answerer = answerers[request.route];
  if (answerer === undefined) throw new NotFoundError('there is no such route', { where: request.route });
  return answerer(request);
});

async function listTasks(): Promise<HttpAnswer> {
  const waiting = await store.callbacks.waiting();
  const profiles = await Promise.all(waiting.map((task) => store.customers.find(task.customerId)));
  const tasks = waiting.map((task, index) => ({ ...shown(task), contact: profiles[index]?.contact ?? {} }));
  return answer(200, { tasks });
}

async function claimTask({ path, body, at }: HttpRequest): Promise<HttpAnswer> {
  const { staff } = parseRequest(claimSchema, body);
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotClaim(task, staff);
    if (refusal !== undefined) return refuse(refusal, task);
    if (task.progress.state === 'claimed') return answer(200, shown(task));
    const after: CallbackTask = { ...task, progress: { state: 'claimed', by: staff, at } };
    return (await store.callbacks.change(task, after)) ? answer(200, shown(after)) : contended;
  });
}

async function recordOutcome({ path, body, at }: HttpRequest): Promise<HttpAnswer> {
  const given = parseRequest(outcomeSchema, body);
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotAnswer(task, given);
    if (refusal !== undefined) return refuse(refusal, task);
    const after = task.progress.state === 'answered' ? task : withAnswer(task, given, at);
    // Recorded first and resumed second: if we break off between, the same outcome sent again resumes.
    if (after !== task && !(await store.callbacks.change(task, after))) return contended;
    await resumeCallback(after.token, given.outcome);
    return answer(200, shown(after));
  });
}

// Staff, the workflow and the reward change a task; each a few times in its life.
const changeAttempts = 10;

/** Decides on the task as it stands, and again when somebody was quicker: perhaps the same person clicking twice. */
const changeTask = (
  taskId: string | undefined,
  decide: (task: CallbackTask) => Promise<HttpAnswer | typeof contended>,
): Promise<HttpAnswer> =>
  untilUncontended(async () => decide(await taskAt(taskId)), {
    attempts: changeAttempts,
    what: 'the task was changed by others',
    where: taskId ?? '',
  });

function withAnswer(
  task: CallbackTask,
  given: ReturnType<typeof outcomeSchema.parse>,
  at: Instant,
): CallbackTask {
  const { staff: by, outcome, note } = given;
  return { ...task, progress: { state: 'answered', by, at, outcome, ...(note !== undefined && { note }) } };
}

async function taskAt(taskId: string | undefined): Promise<CallbackTask> {
  const parsed = taskIdSchema.safeParse(taskId);
  const task = parsed.success ? await store.callbacks.findById(parsed.data) : undefined;
  if (task === undefined) throw new NotFoundError('there is no such callback task', { where: taskId ?? '' });
  return task;
}

const refuse = (refusal: CallbackRefusal, task: CallbackTask): HttpAnswer =>
  answer(409, { error: refusal, task: shown(task) });

/** A task without the token, which is nobody's business but the workflow's. */
function shown({ token: _, ...task }: CallbackTask) {
  return task;
}
