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
import { contended, retryWhileContended } from '../../../shared/operations/contention.ts';
import {
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  jsonResponse,
  parseRequest,
} from '../../toolkit/http.ts';
import { resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';

const routes: Readonly<Record<string, (request: HttpRequest) => Promise<HttpResponse>>> = {
  'GET /callback-tasks': listTasks,
  'POST /callback-tasks/{taskId}/claim': claimTask,
  'POST /callback-tasks/{taskId}/outcome': recordOutcome,
};

/**
 * GET /callback-tasks: lists the queue, most urgent first.
 * POST /callback-tasks/{taskId}/claim: `{ staff }` claims a task. The same person may repeat it.
 * POST /callback-tasks/{taskId}/outcome: `{ staff, outcome, note? }` records how the call went, and resumes the
 * workflow. A repeat of the same outcome changes nothing, and resumes the workflow if it still waits.
 */
export const handler = createHttpHandler(async (request) => {
  const route = routes[request.route];
  if (route === undefined) throw new NotFoundError('there is no such route', { where: request.route });
  return route(request);
});

async function listTasks(): Promise<HttpResponse> {
  const waiting = await store.callbacks.waiting();
  const profiles = await Promise.all(waiting.map((task) => store.customers.find(task.customerId)));
  const tasks = waiting.map((task, index) => ({
    ...withoutToken(task),
    contact: profiles[index]?.contact ?? {},
  }));
  return jsonResponse(200, { tasks });
}

async function claimTask({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { staff } = parseRequest(claimSchema, body);
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotClaim(task, staff);
    if (refusal !== undefined) return refuse(refusal, task);
    if (task.progress.state === 'claimed') return jsonResponse(200, withoutToken(task));
    const after: CallbackTask = { ...task, progress: { state: 'claimed', by: staff, at } };
    return (await store.callbacks.change(task, after)) ? jsonResponse(200, withoutToken(after)) : contended;
  });
}

async function recordOutcome({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const call = parseRequest(outcomeSchema, body);
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotAnswer(task, call);
    if (refusal !== undefined) return refuse(refusal, task);
    const after = task.progress.state === 'answered' ? task : withOutcome(task, call, at);
    // Recorded first and resumed second: after a crash between the two, sending the same outcome again resumes.
    if (after !== task && !(await store.callbacks.change(task, after))) return contended;
    await resumeCallback(after.token, call.outcome);
    return jsonResponse(200, withoutToken(after));
  });
}

// Staff, the workflow and the reward change a task; each a few times in its life.
const changeAttempts = 10;

/** Decides on the current task, and again when another request changed it first, perhaps a double click. */
const changeTask = (
  taskId: string | undefined,
  decide: (task: CallbackTask) => Promise<HttpResponse | typeof contended>,
): Promise<HttpResponse> =>
  retryWhileContended(async () => decide(await getTask(taskId)), {
    attempts: changeAttempts,
    what: 'the task was changed by others',
    where: taskId ?? '',
  });

function withOutcome(
  task: CallbackTask,
  call: ReturnType<typeof outcomeSchema.parse>,
  at: Instant,
): CallbackTask {
  const { staff: by, outcome, note } = call;
  return { ...task, progress: { state: 'answered', by, at, outcome, ...(note !== undefined && { note }) } };
}

/** @throws NotFoundError */
async function getTask(taskId: string | undefined): Promise<CallbackTask> {
  const parsed = taskIdSchema.safeParse(taskId);
  const task = parsed.success ? await store.callbacks.findById(parsed.data) : undefined;
  if (task === undefined) throw new NotFoundError('there is no such callback task', { where: taskId ?? '' });
  return task;
}

const refuse = (refusal: CallbackRefusal, task: CallbackTask): HttpResponse =>
  jsonResponse(409, { error: refusal, task: withoutToken(task) });

/** A task without its token, which only the workflow may know. */
function withoutToken({ token: _, ...task }: CallbackTask) {
  return task;
}
