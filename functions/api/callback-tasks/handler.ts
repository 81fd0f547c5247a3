import { dayIn, type Instant } from '../../../shared/calendar.ts';
import {
  type CallbackRefusal,
  type CallbackTask,
  whyNotAnswer,
  whyNotClaim,
  whyNotRelease,
  withClaim,
} from '../../../shared/callbacks/callback.ts';
import { withOutcome } from '../../../shared/callbacks/outcome.ts';
import { explainRefusal } from '../../../shared/callbacks/refusal.ts';
import { queuedTask, staffTask } from '../../../shared/callbacks/staff-view.ts';
import { whyNotReachableByPhone } from '../../../shared/deliveries/reachability.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { type TimeZone, taskIdSchema, timeZoneNameSchema } from '../../../shared/ids.ts';
import { briefCaller } from '../../../shared/operations/brief-caller.ts';
import { contended, retryWhileContended } from '../../../shared/operations/contention.ts';
import { suppressPhoneOf } from '../../../shared/operations/suppress-recipient.ts';
import { countNextCall } from '../../../shared/operations/take-call.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { timeZoneOf } from '../../../shared/recipients/time-zone.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import {
  answer,
  createHttpHandler,
  type HttpRequest,
  type HttpResponse,
  parseRequest,
} from '../../toolkit/http.ts';
import { type CallEnd, notCalled, resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';
import {
  claimTask as claimContract,
  cursorOf,
  listTasks as listContract,
  releaseTask as releaseContract,
  reportOutcome,
  showTask as showContract,
} from './contract.ts';

const routes: Readonly<Record<string, (request: HttpRequest) => Promise<HttpResponse>>> = {
  'GET /callback-tasks': listTasks,
  'GET /callback-tasks/{taskId}': showTask,
  'POST /callback-tasks/{taskId}/claim': claimTask,
  'POST /callback-tasks/{taskId}/release': releaseTask,
  'POST /callback-tasks/{taskId}/outcome': recordOutcome,
};

/**
 * The routes of the staff's queue, as their contracts say. Reporting the same outcome again resumes the workflow if it
 * still waits.
 */
export const handler = createHttpHandler(async (request) => {
  const route = routes[request.route];
  if (route === undefined) throw new NotFoundError('there is no such route', { where: request.route });
  return route(request);
});

async function listTasks({ query, at }: HttpRequest): Promise<HttpResponse> {
  const { limit, cursor } = parseRequest(listContract.query, query);
  const [{ tasks, next }, settings] = await Promise.all([
    store.callbacks.waitingPage(cursor, limit),
    store.settings.load(),
  ]);
  // Two campaigns may have asked to call the same customer.
  const customerIds = new Set(tasks.map(({ customerId }) => customerId));
  const profiles = await store.customers.findAll([...customerIds]);
  return answer<typeof listContract>(200, {
    tasks: tasks.map((task) =>
      queuedTask(task, profiles.get(task.customerId), settings, {
        at,
        zone: zoneOf(profiles.get(task.customerId), settings, at),
      }),
    ),
    ...(next !== undefined && { next: cursorOf(next) }),
  });
}

async function showTask({ path, query, at }: HttpRequest): Promise<HttpResponse> {
  const { language } = parseRequest(showContract.query, query);
  const task = await getTask(path.taskId);
  const [settings, profile] = await Promise.all([
    store.settings.load(),
    store.customers.find(task.customerId),
  ]);
  const briefing = profile && (await briefCaller(store, task, profile, { settings, at, asked: language }));
  return answer<typeof showContract>(200, {
    ...queuedTask(task, profile, settings, { at, zone: zoneOf(profile, settings, at) }),
    ...(briefing && { briefing }),
  });
}

async function claimTask({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const { staff } = parseRequest(claimContract.body, body);
  const settings = await store.settings.load();
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotClaim(task, staff, at);
    if (refusal !== undefined) return refuse(refusal, task);
    const profile = await store.customers.find(task.customerId);
    if (profile !== undefined && whyNotReachableByPhone(profile, settings) !== undefined) {
      await resumeCallback(task.token, notCalled);
      return refuse('not-to-be-called', task);
    }
    const after = withClaim(task, staff, at, settings.callbacks.claimMinutes);
    return (await store.callbacks.change(task, after)) ? show(after) : contended;
  });
}

async function releaseTask({ path, body }: HttpRequest): Promise<HttpResponse> {
  const { staff } = parseRequest(releaseContract.body, body);
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotRelease(task, staff);
    if (refusal !== undefined) return refuse(refusal, task);
    if (task.progress.state === 'open') return show(task);
    const after: CallbackTask = { ...task, progress: { state: 'open' } };
    return (await store.callbacks.change(task, after)) ? show(after) : contended;
  });
}

/** The time zone that a customer lives by, and staff must mind. */
const zoneOf = (profile: Profile | undefined, { timeZone }: Settings, at: Instant): TimeZone => {
  const shopZone = timeZoneNameSchema.parse(timeZone);
  return profile === undefined ? shopZone : timeZoneOf(profile.contact, shopZone, dayIn(timeZone, at));
};

async function recordOutcome({ path, body, at }: HttpRequest): Promise<HttpResponse> {
  const call = parseRequest(reportOutcome.body, body);
  return changeTask(path.taskId, async (task) => {
    const refusal = whyNotAnswer(task, call, at);
    if (refusal !== undefined) return refuse(refusal, task);
    if (task.progress.state === 'answered') return resume(task, task.progress);
    const [settings, profile] = await Promise.all([
      store.settings.load(),
      store.customers.find(task.customerId),
    ]);
    const { timeZone, callbacks } = settings;
    const zone = zoneOf(profile, settings, at);
    const after = withOutcome(task, call, { at, zone, hours: callbacks.callingHours });
    // Before anything else can fail: nobody may call again, whatever becomes of this task.
    if (call.outcome === 'do-not-call')
      await suppressPhoneOf(
        store,
        task.customerId,
        { reason: 'do-not-call', at, source: task.taskId },
        timeZone,
      );
    const { nextCallAt } = after.progress;
    if (nextCallAt !== undefined) await countNextCall(store, task, nextCallAt, settings);
    // Recorded first and resumed second: after a crash between the two, sending the same outcome again resumes.
    if (!(await store.callbacks.change(task, after))) return contended;
    return resume(after, after.progress);
  });
}

/** Resumes the workflow with what staff reported. */
async function resume(task: CallbackTask, { outcome, nextCallAt }: CallEnd): Promise<HttpResponse> {
  await resumeCallback(task.token, { outcome, nextCallAt });
  return show(task);
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

/** @throws NotFoundError */
async function getTask(taskId: string | undefined): Promise<CallbackTask> {
  const parsed = taskIdSchema.safeParse(taskId);
  const task = parsed.success ? await store.callbacks.findById(parsed.data) : undefined;
  if (task === undefined) throw new NotFoundError('there is no such callback task', { where: taskId ?? '' });
  return task;
}

const show = (task: CallbackTask): HttpResponse => answer<typeof claimContract>(200, staffTask(task));

const refuse = (refusal: CallbackRefusal, task: CallbackTask): HttpResponse =>
  answer<typeof claimContract>(409, {
    error: refusal,
    message: explainRefusal(refusal, task),
    task: staffTask(task),
  });
