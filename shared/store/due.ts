import type { Instant } from '../calendar.ts';
import { cohortId } from '../ids.ts';
import type { DueCohort } from '../journeys/listed.ts';
import type { ControlTable } from './control.ts';

const idOf = (due: DueCohort): string => `${due.at}#${nameOfDue(due)}`;

/** What of the list is about the same has the same name. */
export const nameOfDue = ({ cohort, isWaiting }: DueCohort): string =>
  `${cohortId(cohort)}${isWaiting === true ? '#waiting' : ''}`;

/**
 * The cohorts with steps to run by the time at which the next of them is due, in table Control under kind `due`. What is
 * idle costs nothing: whoever looks for work reads what is due, and never all cohorts.
 */
export function createDueStore(control: ControlTable) {
  const kind = 'due';
  return {
    /** Has a cohort looked at. A repeat changes nothing. */
    async add(due: DueCohort): Promise<void> {
      await control.add(kind, idOf(due), due);
    },

    /** Returns what is due up to a moment, the earliest first; strongly consistent. */
    async until(moment: Instant): Promise<readonly DueCohort[]> {
      return control.upTo<DueCohort>(kind, `${moment}~`);
    },

    /** Returns everything, the earliest first; strongly consistent. */
    async all(): Promise<readonly DueCohort[]> {
      return control.all<DueCohort>(kind);
    },

    /** Returns the earliest that is due after a moment; undefined when nothing is. */
    async firstAfter(moment: Instant): Promise<DueCohort | undefined> {
      return control.firstAfter<DueCohort>(kind, `${moment}~`);
    },

    /**
     * Marks a cohort as being worked on by an execution. Returns false, and changes nothing, when another writer was
     * faster.
     */
    async claim(due: DueCohort, claimed: NonNullable<DueCohort['claimed']>): Promise<boolean> {
      return control.change(kind, idOf(due), due, { ...due, claimed });
    },

    /** Has a cohort looked at at another time. In both places after a crash in between; a repeat finishes the move. */
    async move(from: DueCohort, to: DueCohort): Promise<void> {
      await control.put(kind, idOf(to), to);
      if (idOf(to) !== idOf(from)) await control.remove(kind, idOf(from));
    },

    /** Has a cohort no longer looked at; a repeat finds nothing. */
    async remove(due: DueCohort): Promise<void> {
      await control.remove(kind, idOf(due));
    },
  };
}
