import type { StepColumn } from '../../campaigns/actions/action.ts';
import { actions } from '../../campaigns/actions/actions.ts';
import { sentOf } from './look-at-next.ts';
import type { StepReport } from './shop-report.ts';

/** How many of a step's deliveries belong in one column of the report. */
export interface StepCount {
  readonly column: StepColumn;
  readonly count: number;
}

/** A step's deliveries by the columns of its action. An email that was clicked counts as opened too. */
export function stepCountsOf({ action, outcomes }: Pick<StepReport, 'action' | 'outcomes'>): StepCount[] {
  const counts: Readonly<Record<StepColumn, number>> = {
    total: sentOf(outcomes),
    opened: (outcomes.opened ?? 0) + (outcomes.clicked ?? 0),
    clicked: outcomes.clicked ?? 0,
    bounced: outcomes.bounced ?? 0,
    complained: outcomes.complained ?? 0,
    unknown: outcomes.unknown ?? 0,
    failed: outcomes.failed ?? 0,
    queued: outcomes.queued ?? 0,
    done: outcomes.done ?? 0,
  };
  return actions[action].counts.map((column) => ({ column, count: counts[column] }));
}
