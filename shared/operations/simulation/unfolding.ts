import type { Instant } from '../../calendar.ts';
import type { CustomerId } from '../../ids.ts';
import { type Activity, momentOf } from '../../profile/activity.ts';
import { appendActivity } from '../../profile/append.ts';
import { foldActivity } from '../../profile/fold.ts';
import type { Facts } from '../../profile/profile.ts';

/** Everything that is known about one customer, in the order in which it happened. */
export interface CustomerHistory {
  readonly customerId: CustomerId;
  readonly activity: readonly Activity[];
}

/** A customer's facts as time passes: what was known at a moment, and what happens next. */
export interface Unfolding {
  /** What follows from all that has happened so far; undefined before the first fact. */
  facts(): Facts | undefined;
  /** What has happened so far. */
  known(): readonly Activity[];
  /** The next fact; undefined when nothing more happens. */
  next(): Activity | undefined;
  /** Lets the next fact happen. */
  take(): void;
}

/** A customer's history, sorted. An order is known from when it was placed on, as its latest version says. */
export const historyOf = (customerId: CustomerId, activity: readonly Activity[]): CustomerHistory => ({
  customerId,
  activity: [...activity].sort((a, b) => (momentOf(a) < momentOf(b) ? -1 : 1)),
});

/** Unfolds a history from its beginning. */
export function unfold({ activity }: CustomerHistory, timeZone: string): Unfolding {
  let facts: Facts | undefined;
  let happened = 0;
  return {
    facts: () => facts,
    known: () => activity.slice(0, happened),
    next: () => activity[happened],
    take() {
      const fact = activity[happened];
      if (fact === undefined) return;
      happened += 1;
      facts =
        (facts && appendActivity(facts, fact, timeZone)) ??
        foldActivity(activity.slice(0, happened), timeZone);
    },
  };
}

/** Lets everything happen that happened before a moment. */
export function takeUntil(unfolding: Unfolding, moment: Instant): void {
  for (let fact = unfolding.next(); fact && momentOf(fact) < moment; fact = unfolding.next())
    unfolding.take();
}
