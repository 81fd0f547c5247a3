import { addDays, daysBetween, type PlainDate } from '../calendar.ts';
import type { RescoreTally } from '../night/night.ts';
import { type Lifecycle, lifecycles } from '../profile/classes.ts';
import { type TargetName, type Targets, targetNames } from '../settings/targets-settings.ts';

/** How the shop stands to one of its targets. Shares are between 0 and 1. */
export interface TargetReport {
  readonly name: TargetName;
  /** The share that should be reached, and within how many days up to the latest night. */
  readonly goal: number;
  readonly withinDays: number;
  /** How many of these days nights have counted so far. */
  readonly daysCounted: number;
  /** All who were in the lifecycle when the days began or came into it meanwhile, and those of them who ordered. */
  readonly of: number;
  readonly did: number;
  /** Absent while there is nobody to reach it with, or not all of the days are counted. */
  readonly isReached?: boolean;
}

/** What a night counted. */
export interface CountedNight extends Pick<RescoreTally, 'lifecycles' | 'movements'> {
  readonly date: PlainDate;
}

/** Who a target is about, and where an order takes them. Without one, hardly anybody moves there (hysteresis). */
const moves: Readonly<
  Record<TargetName, { readonly from: readonly Lifecycle[]; readonly to: readonly Lifecycle[] }>
> = {
  reactivation: { from: ['silent', 'lost'], to: ['active', 'first-time'] },
  secondOrder: { from: ['first-time'], to: ['active', 'cooling'] },
  prospectConversion: { from: ['prospect'], to: lifecycles.filter((one) => one !== 'prospect') },
};

/**
 * How the shop stands to its targets, by the movements between lifecycles that its nights have counted anyway. An order
 * that takes a customer through two lifecycles between two nights counts for the first of them.
 *
 * @param nights closed ones, the oldest first
 */
export function targetReportsOf(targets: Targets, nights: readonly CountedNight[]): readonly TargetReport[] {
  const last = nights.at(-1);
  if (last === undefined) return [];
  return targetNames.flatMap((name) => {
    const target = targets[name];
    if (target === undefined) return [];
    const { share: goal, withinDays } = target;
    const begins = addDays(last.date, -withinDays);
    const first = nights.findLast(({ date }) => date <= begins) ?? nights[0] ?? last;
    const later = nights.filter(({ date }) => date > first.date);
    const daysCounted = Math.min(withinDays, daysBetween(first.date, last.date));
    const { of, did } = countOf(moves[name], first, later);
    const isKnown = of > 0 && daysCounted >= withinDays;
    return [
      { name, goal, withinDays, daysCounted, of, did, ...(isKnown && { isReached: did / of >= goal }) },
    ];
  });
}

function countOf(
  { from, to }: (typeof moves)[TargetName],
  first: CountedNight,
  later: readonly CountedNight[],
): { of: number; did: number } {
  const isFrom = (name: string) => from.some((one) => one === name);
  let of = from.reduce((sum, one) => sum + first.lifecycles[one], 0);
  let did = 0;
  for (const [movement, count] of later.flatMap(({ movements }) => Object.entries(movements))) {
    const [was = '', is = ''] = movement.split('>');
    if (!isFrom(was) && isFrom(is)) of += count;
    if (isFrom(was) && to.some((one) => one === is)) did += count;
  }
  return { of, did };
}
