import { isDeepStrictEqual } from 'node:util';
import { ContentionError } from '../errors.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CustomerId } from '../orders/order.ts';
import { foldActivity } from '../profile/fold.ts';
import type { Profile } from '../profile/profile.ts';
import type { ActivityStore } from './activity.ts';
import type { CustomersStore } from './customers.ts';

// Each try means that another writer got through, so even a burst on one customer ends; 25 is far above what any saw.
const tries = 25;

/**
 * Folds a customer's activity into the profile. The profile is read before the activity, so a writer whose fold missed
 * a newer fact is refused by the version and tries again. That holds because a fold which saw something new always
 * writes, even when the facts come out the same. So whatever the interleaving, the last write has seen it all.
 *
 * @throws ContentionError when other writers came first 25 times in a row
 */
export async function foldIntoProfile(
  store: { readonly customers: CustomersStore; readonly activity: ActivityStore },
  customerId: CustomerId,
  timeZone: string,
): Promise<Profile> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const before = await store.customers.find(customerId);
    const activity = await store.activity.allOf(customerId);
    const after: Omit<Profile, 'version'> = {
      customerId,
      ...foldActivity(activity, timeZone),
      foldedFrom: fingerprintOf(activity),
      ...(before?.classes && { classes: before.classes }),
      enrolments: before?.enrolments ?? {},
    };
    if (before !== undefined && isDeepStrictEqual({ ...after, version: before.version }, before))
      return before;
    const versionRead = before?.version ?? 0;
    if (await store.customers.save(after, versionRead)) return { ...after, version: versionRead + 1 };
  }
  throw new ContentionError(
    `the profile was changed by others ${tries} times while it was folded; send again`,
    {
      where: `customer ${customerId}`,
    },
  );
}
