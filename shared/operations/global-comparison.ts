import type { PlainDate } from '../calendar.ts';
import type { Profile } from '../profile/profile.ts';
import {
  addGlobalSums,
  closePeriod,
  type GlobalSums,
  isHeldOutOfAll,
  periodBeginning,
  sumCustomers,
} from '../report/shop/global-holdout.ts';
import type { Store } from '../store/store.ts';

/** Sums what some customers did; undefined where there is nothing to compare. */
export type GlobalComparison = (profiles: readonly Profile[]) => GlobalSums | undefined;

/** The sums of two parts, either of which may have nothing to compare. */
export const addComparison = (
  one: GlobalSums | undefined,
  other: GlobalSums | undefined,
): GlobalSums | undefined => (one && other ? addGlobalSums(one, other) : (one ?? other));

/** Creates the function that sums customers with and without any campaign, and loads once what it needs. */
export async function createGlobalComparison(
  store: Pick<Store, 'settings' | 'reports'>,
  date: PlainDate,
): Promise<GlobalComparison> {
  const settings = await store.settings.load();
  const from = periodBeginning(settings, date);
  if (from === undefined) return () => undefined;
  const { globalHoldout: key } = await store.settings.secrets();
  const caps = (await store.reports.findPeriod(from))?.nextCaps;
  return (profiles) => {
    const customers = profiles.map(({ orders, customerId }) => ({
      orders,
      isHeldOut: isHeldOutOfAll(settings, customerId, key),
    }));
    return sumCustomers(customers, from, caps);
  };
}

/** Keeps what a night has counted. A repeat keeps the same. */
export async function keepGlobalComparison(
  store: Pick<Store, 'settings' | 'reports'>,
  date: PlainDate,
  sums: GlobalSums | undefined,
): Promise<void> {
  const settings = await store.settings.load();
  const from = periodBeginning(settings, date);
  if (from === undefined || sums === undefined) return;
  const before = await store.reports.findPeriod(from);
  if (before?.countedOn === date) return;
  const { share } = settings.globalHoldout;
  await store.reports.savePeriod(closePeriod(sums, { from, countedOn: date, share, caps: before?.nextCaps }));
}
