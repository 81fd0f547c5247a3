import { auditEntryOf } from '../../../shared/console-api/audit.ts';
import type { Audited } from '../../../shared/console-api/route.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';
import { store } from '../../toolkit/store.ts';
import type { Circumstances } from './answer.ts';

/** What a request says, after its schemas have read it. */
export interface Request {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Writes to the audit log that somebody asked for a change.
 *
 * @param audited what of the request the log keeps
 */
export async function auditChange(
  key: string,
  audited: Audited,
  { path, body }: Request,
  { caller, at, requestId }: Circumstances,
): Promise<void> {
  const on = await nameOfThing(path);
  const { id, name } = caller;
  await store.audit.add(
    auditEntryOf(key, audited, body, { at, requestId, by: { id, name }, ...(on !== undefined && { on }) }),
  );
}

/** The id in a path, or both of a version; a customer's id may be an address, so the log has the opaque one. */
async function nameOfThing(path: unknown): Promise<string | undefined> {
  if (typeof path !== 'object' || path === null) return undefined;
  if ('customerId' in path)
    return customerRefFor(customerIdSchema.parse(path.customerId), await store.settings.opaqueIdKey());
  const ids = Object.values(path);
  return ids.length === 0 ? undefined : ids.join('#');
}
