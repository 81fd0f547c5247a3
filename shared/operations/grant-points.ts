import type { Instant } from '../calendar.ts';
import { isErased } from '../erasures/erasure.ts';
import type { CustomerId } from '../ids.ts';
import { lastMonth, type PointsGranted } from '../points/points.ts';
import type { Settings } from '../settings/settings.ts';
import { type IntakeStore, takeIn } from './take-in.ts';

/** Points to be given to a customer. */
export interface Grant {
  readonly customerId: CustomerId;
  /** What for: they are given once for it, however often that is asked. */
  readonly purpose: string;
  readonly points: number;
  readonly at: Instant;
}

/** Gives a customer points, once for a purpose. Nothing is given to somebody who was erased meanwhile. */
export async function grantPoints(
  store: IntakeStore,
  { customerId, purpose, points, at }: Grant,
  { points: { expireAfterMonths }, timeZone }: Pick<Settings, 'points' | 'timeZone'>,
): Promise<void> {
  const until = lastMonth(at, expireAfterMonths, timeZone);
  const fact: PointsGranted = {
    type: 'points-granted',
    id: purpose,
    at,
    points,
    ...(until !== undefined && { until }),
  };
  await takeIn(
    store,
    {
      customerId,
      async record(erasure) {
        if (isErased(fact, erasure)) return { result: undefined };
        const result = await store.activity.record(customerId, fact);
        // What an earlier attempt has written may be of another moment, so then everything is read.
        return { result: undefined, ...(result === 'created' && { facts: [{ fact, isNew: true }] }) };
      },
    },
    timeZone,
  );
}
