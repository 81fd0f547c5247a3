import { dayMs, type Instant } from '../../../shared/calendar.ts';
import type { AuditEntry } from '../../../shared/console-api/audit.ts';
import type { Begun } from '../../../shared/console-api/begun.ts';
import type { ConsoleRouteKey } from '../../../shared/console-api/rights.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { store } from '../../toolkit/store.ts';
import type { Caller } from './caller.ts';

const withinMs = dayMs;

/**
 * The line of an export that somebody has begun: nothing is handed out that has no line in the audit log, whoever asks
 * for a part of it.
 *
 * @param key the route that begins it
 * @throws NotFoundError unless this very person has begun it within a day
 */
export async function findBegun(
  key: ConsoleRouteKey,
  begun: Begun,
  caller: Caller,
  now: Instant,
): Promise<AuditEntry> {
  const entry = await store.audit.find(begun.at, begun.requestId);
  const isTheirs =
    entry?.by.id === caller.id && entry.change === key && Date.parse(now) - Date.parse(entry.at) < withinMs;
  if (isTheirs) return entry;
  throw new NotFoundError('nobody has begun this export within a day', { where: begun.requestId });
}
