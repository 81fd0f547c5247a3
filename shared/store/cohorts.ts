import type { PlainDate } from '../calendar.ts';
import { type CohortKey, cohortId } from '../ids.ts';
import type { Cohort } from '../journeys/cohort.ts';
import type { ControlTable } from './control.ts';

/**
 * Cohorts, in table Control: kind `cohort` while steps remain to be run, kind `finished-cohort` by `date#cohort`
 * afterwards.
 */
export function createCohortStore(control: ControlTable) {
  const finishedId = (cohort: CohortKey, on: PlainDate) => `${on}#${cohortId(cohort)}`;

  return {
    /** Writes a cohort if there is none. Of several callers the first wins; a repeat changes nothing. */
    async open(cohort: Cohort): Promise<void> {
      await control.add('cohort', cohortId(cohort), cohort);
    },

    /** Reads a cohort that has steps to run; strongly consistent. */
    async find(key: CohortKey): Promise<Cohort | undefined> {
      return control.find<Cohort>('cohort', cohortId(key));
    },

    /** Returns all cohorts that have steps to run. */
    async unfinished(): Promise<readonly Cohort[]> {
      return control.all<Cohort>('cohort');
    },

    /** Returns the cohorts that ran their last step on `since` or later; without it, all of them. */
    async finished(since?: PlainDate): Promise<readonly Cohort[]> {
      return control.all<Cohort>('finished-cohort', since);
    },

    /**
     * Replaces a cohort if it is still as it was read. Returns false, and writes nothing, when another writer changed
     * it first.
     */
    async change(before: Cohort, after: Cohort): Promise<boolean> {
      return control.change('cohort', cohortId(before), before, after);
    },

    /**
     * Moves a cohort that ran its last step to the finished ones. It is copied first and deleted second, so a crash
     * between the two leaves it in both places rather than in none; a repeat finishes the move.
     */
    async finish(cohort: Cohort, on: PlainDate): Promise<void> {
      await control.put('finished-cohort', finishedId(cohort, on), cohort);
      await control.remove('cohort', cohortId(cohort));
    },
  };
}
