import { type Lifecycle, lifecycles } from '../../profile/classes.ts';
import { meanOrderOf } from '../../scoring/concentration.ts';
import { isReactivation } from '../../scoring/lifecycle.ts';
import { type ManTreatment, manTreatmentOf } from '../../scoring/man.ts';
import type { PopulationReport } from './population-report.ts';

/** The customers who moved from one lifecycle to another in a night. */
export interface Movement {
  readonly from: Lifecycle;
  readonly to: Lifecycle;
  readonly customers: number;
  readonly isReactivation: boolean;
}

const lifecycleNamed = (name: string | undefined): Lifecycle | undefined =>
  lifecycles.find((one) => one === name);

/** The night's movements, largest first. Customers who were classified for the first time are counted separately. */
export function movementsIn({ movements }: PopulationReport): {
  readonly moved: readonly Movement[];
  readonly firstClassified: number;
} {
  let firstClassified = 0;
  const moved = Object.entries(movements).flatMap(([name, customers]) => {
    const [from, to] = name.split('>').map(lifecycleNamed);
    if (to === undefined) return [];
    if (from !== undefined) return [{ from, to, customers, isReactivation: isReactivation(from, to) }];
    firstClassified += customers;
    return [];
  });
  return { moved: moved.sort((one, other) => other.customers - one.customers), firstClassified };
}

/** The customers with one MAN code, and how to treat them. */
export interface ManRow {
  readonly code: string;
  readonly customers: number;
  readonly treatment: ManTreatment;
}

/** The MAN codes that customers have: the fewer parts unknown the earlier, and the largest first among equals. */
export function manRowsIn({ man, concentration, instalmentsFrom }: PopulationReport): ManRow[] {
  const meanOrder = meanOrderOf(concentration);
  return Object.entries(man)
    .filter(([, customers]) => customers > 0)
    .map(([code, customers]) => ({
      code,
      customers,
      treatment: manTreatmentOf(code, meanOrder, instalmentsFrom),
    }))
    .sort((one, other) => rank(one) - rank(other) || other.customers - one.customers);
}

/** The rows of customers of whom all three are known, and how many customers the others are. */
export function manRowsKnown(report: PopulationReport): {
  readonly known: ManRow[];
  readonly others: number;
} {
  const rows = manRowsIn(report);
  const others = rows.filter((row) => rank(row) > 0).reduce((sum, { customers }) => sum + customers, 0);
  return { known: rows.filter((row) => rank(row) === 0), others };
}

const rank = ({ code }: ManRow): number => [...code].filter((letter) => letter === '?').length;
