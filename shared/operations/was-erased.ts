import type { Instant } from '../calendar.ts';
import type { CustomerRef } from '../ids.ts';
import type { Store } from '../store/store.ts';

/**
 * True when a customer was erased at or after a moment. To be asked by whoever has just written what was decided at that
 * moment: the erasure has deleted what was there then, and not what was written since.
 */
export async function wasErased(
  store: Pick<Store, 'erasures'>,
  ref: CustomerRef,
  since: Instant,
): Promise<boolean> {
  const erasure = await store.erasures.find(ref);
  return erasure !== undefined && erasure.at >= since;
}
