import { dayIn, type Instant, laterOf } from '../calendar.ts';
import { isErased } from '../erasures/erasure.ts';
import type { CustomerId } from '../ids.ts';
import { balanceOf, noPoints, withEntries } from '../points/ledger.ts';
import type { PointsSpent, Reward } from '../points/points.ts';
import { type Activity, latestOrders } from '../profile/activity.ts';
import { pointsEntries } from '../profile/point-facts.ts';
import { contended, retryWhileContended } from './contention.ts';
import { type IntakeStore, type Recorded, takeIn } from './take-in.ts';

/** A customer wants a reward for points. */
export interface RewardRequest {
  readonly customerId: CustomerId;
  /** The shop's own id of the request: sent again, it is the same one. */
  readonly id: string;
  readonly points: number;
  readonly reward: Reward;
  readonly at: Instant;
}

/** Far more than the tills at which one customer can stand. */
const spendAttempts = 10;

/**
 * Takes points from a customer, never more than there are. Each use of points has a number, and is written on condition
 * that no other use has it: of two requests at the same time, one finds its number taken, and decides anew with what the
 * other has left.
 *
 * @returns the use, also when an earlier request with this id made it; undefined when there are too few points
 * @throws ContentionError when other requests kept coming first
 */
export const spendPoints = (
  store: IntakeStore,
  request: RewardRequest,
  timeZone: string,
): Promise<PointsSpent | undefined> => {
  const { customerId } = request;
  return takeIn(
    store,
    {
      customerId,
      record: (erasure) =>
        retryWhileContended<Recorded<PointsSpent | undefined>>(
          async () => {
            const known = (await store.activity.allOf(customerId)).filter((fact) => !isErased(fact, erasure));
            const uses = usesIn(known);
            const earlier = uses.find(({ id }) => id === request.id);
            if (earlier !== undefined) return { result: earlier };
            const spent = nextUse(uses, request);
            if (pointsAt(known, spent.at, timeZone) < spent.points) return { result: undefined };
            const isFirst = (await store.activity.record(customerId, spent)) === 'created';
            return isFirst ? { result: spent, facts: [{ fact: spent, isNew: true }] } : contended;
          },
          {
            attempts: spendAttempts,
            what: 'points were used by other requests',
            where: `request ${request.id}`,
          },
        ),
    },
    timeZone,
  );
};

/** The uses of points, by their numbers. */
const usesIn = (known: readonly Activity[]): readonly PointsSpent[] =>
  known
    .flatMap((fact) => (fact.type === 'points-spent' ? [fact] : []))
    .sort((one, other) => one.number - other.number);

function nextUse(uses: readonly PointsSpent[], { id, points, reward, at }: RewardRequest): PointsSpent {
  const last = uses.at(-1);
  const number = (last?.number ?? 0) + 1;
  return { type: 'points-spent', id, number, at: laterOf(at, last?.at ?? at), points, reward };
}

/** The balance at a moment, by all that is known; an order that is dated ahead of it has not brought anything yet. */
function pointsAt(known: readonly Activity[], at: Instant, timeZone: string): number {
  const entries = pointsEntries(known, latestOrders(known), timeZone).filter((entry) => entry.at <= at);
  return balanceOf(withEntries(noPoints, entries, timeZone), dayIn(timeZone, at));
}
