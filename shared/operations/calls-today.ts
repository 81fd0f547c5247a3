import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { CallOutcome } from '../callbacks/callback.ts';
import type { ReportedCall } from '../callbacks/outcome.ts';
import type { Store } from '../store/store.ts';
import { type CallStore, type ChangedCall, type ResumeCall, reportCall } from './work-calls.ts';

/** What one person has reported today. */
export interface CallsOfPerson {
  readonly id: string;
  readonly name: string;
  /** By outcome; those that did not occur are left out. */
  readonly outcomes: Readonly<Partial<Record<CallOutcome, number>>>;
}

/** Who reports a call on the console, and how it went. */
export interface OwnCall {
  readonly by: { readonly id: string; readonly name: string };
  readonly call: Omit<ReportedCall, 'staff'>;
  readonly at: Instant;
  readonly resume: ResumeCall;
}

/**
 * Records how a call went, as {@link reportCall} does, and counts it for the person who made it, on the day of the shop.
 * One that is refused does not count. Doing it again after a crash between the two counts it, and never twice.
 */
export async function reportOwnCall(
  store: CallStore & Pick<Store, 'reportedCalls'>,
  taskId: string | undefined,
  { by, call, at, resume }: OwnCall,
): Promise<ChangedCall> {
  const changed = await reportCall(store, taskId, { call: { ...call, staff: by.name }, at, resume });
  const { task, refusal } = changed;
  if (refusal !== undefined || task.progress.state !== 'answered') return changed;
  const { timeZone } = await store.settings.load();
  const { outcome, at: reportedAt } = task.progress;
  const counted = { taskId: task.taskId, number: task.calls.length, by, outcome };
  await store.reportedCalls.add(dayIn(timeZone, reportedAt), counted);
  return changed;
}

/**
 * Counts the calls that were reported on the console today, by person, by the day of the shop. What the shop's own systems
 * report is not among them.
 */
export async function callsToday(
  store: Pick<Store, 'settings' | 'reportedCalls'>,
  now: Instant,
): Promise<{ readonly day: PlainDate; readonly people: readonly CallsOfPerson[] }> {
  const { timeZone } = await store.settings.load();
  const day = dayIn(timeZone, now);
  const people = new Map<string, { name: string; outcomes: Partial<Record<CallOutcome, number>> }>();
  for (const { by, outcome } of await store.reportedCalls.of(day)) {
    const person = people.get(by.id) ?? { name: by.name, outcomes: {} };
    person.outcomes[outcome] = (person.outcomes[outcome] ?? 0) + 1;
    people.set(by.id, person);
  }
  return { day, people: [...people].map(([id, person]) => ({ id, ...person })) };
}
