import * as z from 'zod';
import { dayIn, type Instant, instantOfLocal, type PlainDate } from '../calendar.ts';
import { type CallOutcome, callOutcomes } from '../callbacks/callback.ts';
import type { AuditEntry } from '../console-api/audit.ts';
import type { Store } from '../store/store.ts';

/** What one person has reported today. */
export interface CallsOfPerson {
  readonly id: string;
  readonly name: string;
  /** By outcome; those that did not occur are left out. */
  readonly outcomes: Readonly<Partial<Record<CallOutcome, number>>>;
}

const reporting = 'POST /api/calls/{taskId}/outcome';
const fieldsSchema = z.looseObject({ outcome: z.enum(callOutcomes) });

/**
 * Counts the calls that were reported on the console today, by person. They are read from the audit log, from the
 * beginning of the shop's day on: what the shop's own systems report is not in it, and one outcome of each person counts
 * for each task, the latest.
 */
export async function callsToday(
  store: Pick<Store, 'settings' | 'audit'>,
  now: Instant,
): Promise<{ readonly day: PlainDate; readonly people: readonly CallsOfPerson[] }> {
  const { timeZone } = await store.settings.load();
  const day = dayIn(timeZone, now);
  const begins = instantOfLocal(`${day}T00:00:00`, timeZone);
  const entries = await store.audit.since(begins, now);
  const latest = new Map(
    entries.flatMap((entry) => {
      const outcome = outcomeIn(entry);
      return outcome === undefined
        ? []
        : [[`${entry.by.id} ${entry.on}`, { by: entry.by, outcome }] as const];
    }),
  );
  const people = new Map<string, { name: string; outcomes: Partial<Record<CallOutcome, number>> }>();
  for (const { by, outcome } of latest.values()) {
    const person = people.get(by.id) ?? { name: by.name, outcomes: {} };
    person.outcomes[outcome] = (person.outcomes[outcome] ?? 0) + 1;
    people.set(by.id, person);
  }
  return { day, people: [...people].map(([id, person]) => ({ id, ...person })) };
}

function outcomeIn({ change, fields }: AuditEntry): CallOutcome | undefined {
  return change === reporting ? fieldsSchema.safeParse(fields).data?.outcome : undefined;
}
