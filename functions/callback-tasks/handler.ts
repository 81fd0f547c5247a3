import type { Instant } from '../../shared/calendar.ts';
import {
  type CallbackRefusal,
  type CallbackTask,
  claimSchema,
  outcomeSchema,
  taskIdSchema,
  whyNotAnswer,
  whyNotClaim,
} from '../../shared/callbacks/callback.ts';
import { NotFoundError } from '../../shared/errors.ts';
import { answer, type HttpAnswer, type HttpRequest, httpHandler, parseRequest } from '../toolkit/http.ts';
import { resumeWith } from '../toolkit/resume.ts';
import { store } from '../toolkit/store.ts';

/**
 * GET /callback-tasks: the queue, most urgent first.
 * POST /callback-tasks/{taskId}/claim: `{ staff }` takes a task.
 * POST /callback-tasks/{taskId}/outcome: `{ staff, outcome, note? }` says how the call went, and resumes the workflow.
 */
export const handler = httpHandler(async (request) => {
  if (request.method === 'GET') return listed();
  return request.path.action === 'claim' ? claimed(request) : answered(request);
});

async function listed(): Promise<HttpAnswer> {
  const waiting = await store.callbacks.waiting();
  const profiles = await Promise.all(waiting.map((task) => store.customers.find(task.customerId)));
  const tasks = waiting.map((task, index) => ({ ...shown(task), contact: profiles[index]?.contact ?? {} }));
  return answer(200, { tasks });
}

async function claimed(request: HttpRequest): Promise<HttpAnswer> {
  const { path, body, at } = request;
  const { staff } = parseRequest(claimSchema, body);
  const task = await taskAt(path.taskId);
  const refusal = whyNotClaim(task, staff);
  if (refusal !== undefined) return refused(refusal, task);
  if (task.progress.state === 'claimed') return answer(200, shown(task));
  const after: CallbackTask = { ...task, progress: { state: 'claimed', by: staff, at } };
  // Somebody was quicker, perhaps the same person clicking twice: decide again by what stands there now.
  return (await store.callbacks.change(task, after)) ? answer(200, shown(after)) : claimed(request);
}

async function answered(request: HttpRequest): Promise<HttpAnswer> {
  const { path, body, at } = request;
  const given = parseRequest(outcomeSchema, body);
  const task = await taskAt(path.taskId);
  const refusal = whyNotAnswer(task, given);
  if (refusal !== undefined) return refused(refusal, task);
  const after = task.progress.state === 'answered' ? task : withAnswer(task, given, at);
  // Recorded first and resumed second: if we break off between, the same outcome sent again resumes.
  if (after !== task && !(await store.callbacks.change(task, after))) return answered(request);
  await resumeWith(after.token, given.outcome);
  return answer(200, shown(after));
}

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

const refused = (refusal: CallbackRefusal, task: CallbackTask): HttpAnswer =>
  answer(409, { error: refusal, task: shown(task) });

/** A task without the token, which is nobody's business but the workflow's. */
function shown({ token: _, ...task }: CallbackTask) {
  return task;
}
