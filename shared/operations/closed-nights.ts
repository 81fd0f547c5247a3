import { NotFoundError } from '../errors.ts';
import { type ClosedNight, isClosed } from '../night/night.ts';
import type { CountedNight } from '../report/targets.ts';
import type { Store } from '../store/store.ts';

/**
 * Returns the latest `atMost` closed nights, oldest first.
 *
 * @throws NotFoundError before the first night has closed
 */
export async function findClosedNights(
  store: Pick<Store, 'nights'>,
  atMost: number,
): Promise<readonly [ClosedNight, ...ClosedNight[]]> {
  const [first, ...later] = (await store.nights.all()).filter(isClosed).slice(-atMost);
  if (first === undefined)
    throw new NotFoundError('no night has been closed yet; run one with: rekindle night');
  return [first, ...later];
}

/** What a night counted, with its day. */
export const countedBy = ({ date, progress: { report } }: ClosedNight): CountedNight => ({ date, ...report });
