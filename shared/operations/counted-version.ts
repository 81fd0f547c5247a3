import { NotFoundError } from '../errors.ts';
import { versionId } from '../ids.ts';
import type { VersionKey } from '../report/shop/counting.ts';
import type { Store } from '../store/store.ts';

/** Reads what the last night has counted of a campaign version. @throws NotFoundError before a night has counted it */
export async function findCounted(store: Pick<Store, 'reports'>, version: VersionKey) {
  const counted = await store.reports.find(version);
  if (counted === undefined)
    throw new NotFoundError('no night has counted this version yet', { where: versionId(version) });
  return counted;
}
