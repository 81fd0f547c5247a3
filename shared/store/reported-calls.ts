import { dayMs, type PlainDate } from '../calendar.ts';
import type { CallOutcome } from '../callbacks/callback.ts';
import type { TaskId } from '../ids.ts';
import type { ControlTable } from './control.ts';

/** One call that somebody has reported on the console. */
export interface CallReportedHere {
  readonly taskId: TaskId;
  /** Which call of its task it is, from 1. */
  readonly number: number;
  readonly by: { readonly id: string; readonly name: string };
  readonly outcome: CallOutcome;
}

const keptDays = 30;

/** The calls that were reported on the console, in table Control: kind `reported-calls#` and the day, by task and number. */
export function createReportedCallStore(control: ControlTable) {
  const kindOf = (day: PlainDate) => `reported-calls#${day}`;
  return {
    /** Writes a call; a repeat writes the same again. */
    async add(day: PlainDate, call: CallReportedHere): Promise<void> {
      const expiresAt = (Date.parse(day) + keptDays * dayMs) / 1000;
      await control.put(kindOf(day), `${call.taskId}#${call.number}`, call, expiresAt);
    },

    /** Returns the calls of a day; strongly consistent. */
    async of(day: PlainDate): Promise<readonly CallReportedHere[]> {
      return control.all(kindOf(day));
    },
  };
}
