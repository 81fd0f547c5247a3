import { addDays } from '../calendar.ts';
import { NotFoundError } from '../errors.ts';
import { type ClosedNight, isClosed } from '../night/night.ts';
import type { CountedNight } from '../report/targets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';

/**
 * Returns the nights that closed within the `days` days before the latest of them, oldest first.
 *
 * @throws NotFoundError before the first night has closed
 */
export async function findClosedNights(
  store: Pick<Store, 'nights'>,
  days: number,
): Promise<readonly [ClosedNight, ...ClosedNight[]]> {
  const latest = await store.nights.latestClosed();
  if (latest === undefined)
    throw new NotFoundError('no night has been closed yet; run one with: rekindle night');
  const nights = await store.nights.since(addDays(latest.date, -days));
  const [first = latest, ...later] = nights.filter(isClosed);
  return [first, ...later];
}

/** A month's nights may be missing without a target losing the night that it begins with. */
const missedDays = 31;

/** Over how many days of nights the shop's targets look back. */
export const daysOfTargets = (targets: Settings['targets']): number =>
  missedDays + Math.max(0, ...Object.values(targets).map((target) => target?.withinDays ?? 0));

/** What a night counted, with its day. */
export const countedBy = ({ date, progress: { report } }: ClosedNight): CountedNight => ({ date, ...report });
