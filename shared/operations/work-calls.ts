import { dayIn, type Instant } from '../calendar.ts';
import type { Briefing } from '../callbacks/briefing.ts';
import {
  type CallbackRefusal,
  type CallbackTask,
  type CallOutcome,
  whyNotAnswer,
  whyNotClaim,
  whyNotRelease,
  withClaim,
} from '../callbacks/callback.ts';
import { type ReportedCall, withOutcome } from '../callbacks/outcome.ts';
import { type QueuedTask, queuedTask } from '../callbacks/staff-view.ts';
import { whyNotReachableByPhone } from '../deliveries/reachability.ts';
import { NotFoundError } from '../errors.ts';
import { type TimeZone, taskIdSchema, timeZoneNameSchema } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Profile } from '../profile/profile.ts';
import { timeZoneOf } from '../recipients/time-zone.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { briefCaller } from './brief-caller.ts';
import { contended, retryWhileContended } from './contention.ts';
import { suppressPhoneOf } from './suppress-recipient.ts';
import { countNextCall } from './take-call.ts';
import type { IntakeStore } from './take-in.ts';

/** The stores that work on a task touches. */
export type CallStore = IntakeStore & Pick<Store, 'callbacks' | 'callCapacity'>;

/** How the wait of a task's workflow ended, and when to call again; `none` when nobody calls any more. */
export interface CallEnd {
  readonly outcome: CallOutcome | 'none';
  readonly nextCallAt?: Instant | undefined;
}

/** Resumes the workflow that waits on a token. A repeat is harmless. */
export type ResumeCall = (token: string, end: CallEnd) => Promise<void>;

/** A task after somebody wanted to change it, and why it stayed as it was, where it did. */
export interface ChangedCall {
  readonly task: CallbackTask;
  readonly refusal?: CallbackRefusal;
}

/** Lists a page of the customers to call, most urgent first. */
export async function listCalls(
  store: Pick<Store, 'callbacks' | 'settings' | 'customers'>,
  cursor: string | undefined,
  limit: number,
  at: Instant,
): Promise<{ readonly tasks: readonly QueuedTask[]; readonly next?: string | undefined }> {
  const [{ tasks, next }, settings] = await Promise.all([
    store.callbacks.waitingPage(cursor, limit),
    store.settings.load(),
  ]);
  // Two campaigns may have asked to call the same customer.
  const customerIds = new Set(tasks.map(({ customerId }) => customerId));
  const profiles = await store.customers.findAll([...customerIds]);
  return {
    tasks: tasks.map((task) => {
      const profile = profiles.get(task.customerId);
      return queuedTask(task, profile, settings, { at, zone: zoneOf(profile, settings, at) });
    }),
    next,
  };
}

/**
 * Shows a task with what to know before the call.
 *
 * @param language to write it in; without it, the one to speak with the customer
 * @throws NotFoundError
 */
export async function showCall(
  store: Pick<
    Store,
    'callbacks' | 'settings' | 'customers' | 'activity' | 'campaigns' | 'nights' | 'journeys'
  >,
  taskId: string | undefined,
  { at, language }: { readonly at: Instant; readonly language: Language | undefined },
): Promise<QueuedTask & { readonly briefing?: Briefing }> {
  const task = await getTask(store, taskId);
  const [settings, profile] = await Promise.all([
    store.settings.load(),
    store.customers.find(task.customerId),
  ]);
  const briefing = profile && (await briefCaller(store, task, profile, { settings, at, asked: language }));
  return {
    ...queuedTask(task, profile, settings, { at, zone: zoneOf(profile, settings, at) }),
    ...(briefing && { briefing }),
  };
}

/** Claims a task for a member of staff. One whose customer may not be called any more leaves the queue instead. */
export async function claimCall(
  store: CallStore,
  taskId: string | undefined,
  { staff, at, resume }: { readonly staff: string; readonly at: Instant; readonly resume: ResumeCall },
): Promise<ChangedCall> {
  const settings = await store.settings.load();
  return changeTask(store, taskId, async (task) => {
    const refusal = whyNotClaim(task, staff, at);
    if (refusal !== undefined) return { task, refusal };
    const profile = await store.customers.find(task.customerId);
    if (profile !== undefined && whyNotReachableByPhone(profile, settings) !== undefined) {
      await resume(task.token, { outcome: 'none' });
      return { task, refusal: 'not-to-be-called' };
    }
    const after = withClaim(task, staff, at, settings.callbacks.claimMinutes);
    return (await store.callbacks.change(task, after)) ? { task: after } : contended;
  });
}

/** Releases a task that a member of staff has claimed. */
export const releaseCall = (
  store: CallStore,
  taskId: string | undefined,
  staff: string,
): Promise<ChangedCall> =>
  changeTask(store, taskId, async (task) => {
    const refusal = whyNotRelease(task, staff);
    if (refusal !== undefined) return { task, refusal };
    if (task.progress.state === 'open') return { task };
    const after: CallbackTask = { ...task, progress: { state: 'open' } };
    return (await store.callbacks.change(task, after)) ? { task: after } : contended;
  });

/** Records how a call went, and resumes the workflow. Doing it again resumes a workflow that still waits. */
export const reportCall = (
  store: CallStore,
  taskId: string | undefined,
  { call, at, resume }: { readonly call: ReportedCall; readonly at: Instant; readonly resume: ResumeCall },
): Promise<ChangedCall> =>
  changeTask(store, taskId, async (task) => {
    const refusal = whyNotAnswer(task, call, at);
    if (refusal !== undefined) return { task, refusal };
    if (task.progress.state === 'answered') {
      await resume(task.token, task.progress);
      return { task };
    }
    const [settings, profile] = await Promise.all([
      store.settings.load(),
      store.customers.find(task.customerId),
    ]);
    const { timeZone, callbacks } = settings;
    const zone = zoneOf(profile, settings, at);
    const after = withOutcome(task, call, { at, zone, hours: callbacks.callingHours });
    // Before anything else can fail: nobody may call again, whatever becomes of this task.
    if (call.outcome === 'do-not-call') {
      const suppression = { reason: 'do-not-call', at, source: task.taskId } as const;
      await suppressPhoneOf(store, task.customerId, suppression, timeZone);
    }
    const { nextCallAt } = after.progress;
    if (nextCallAt !== undefined) await countNextCall(store, task, nextCallAt, settings);
    // Recorded first and resumed second: after a crash between the two, sending the same outcome again resumes.
    if (!(await store.callbacks.change(task, after))) return contended;
    await resume(after.token, after.progress);
    return { task: after };
  });

/** The time zone that a customer lives by, and staff must mind. */
const zoneOf = (profile: Profile | undefined, { timeZone }: Settings, at: Instant): TimeZone => {
  const shopZone = timeZoneNameSchema.parse(timeZone);
  return profile === undefined ? shopZone : timeZoneOf(profile.contact, shopZone, dayIn(timeZone, at));
};

// Staff, the workflow and the reward change a task; each a few times in its life.
const changeAttempts = 10;

/** Decides on the current task, and again when another request changed it first, perhaps a double click. */
const changeTask = (
  store: Pick<Store, 'callbacks'>,
  taskId: string | undefined,
  decide: (task: CallbackTask) => Promise<ChangedCall | typeof contended>,
): Promise<ChangedCall> =>
  retryWhileContended(async () => decide(await getTask(store, taskId)), {
    attempts: changeAttempts,
    what: 'the task was changed by others',
    where: taskId ?? '',
  });

/** @throws NotFoundError */
async function getTask(store: Pick<Store, 'callbacks'>, taskId: string | undefined): Promise<CallbackTask> {
  const parsed = taskIdSchema.safeParse(taskId);
  const task = parsed.success ? await store.callbacks.findById(parsed.data) : undefined;
  if (task === undefined) throw new NotFoundError('there is no such callback task', { where: taskId ?? '' });
  return task;
}
