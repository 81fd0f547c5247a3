import { type Lifecycle, lifecycles } from '../../profile/classes.ts';
import { isReactivation } from '../../scoring/lifecycle.ts';
import { type ManTreatment, manTreatments } from '../../scoring/man.ts';
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

const treatmentByCode: Readonly<Record<string, ManTreatment>> = manTreatments;

/** The MAN codes that customers have: the fewer parts unknown the earlier, and the largest first among equals. */
export function manRowsIn({ man }: PopulationReport): ManRow[] {
  return Object.entries(man)
    .filter(([, customers]) => customers > 0)
    .map(([code, customers]) => ({ code, customers, treatment: treatmentByCode[code] ?? 'find-out' }))
    .sort((one, other) => rank(one) - rank(other) || other.customers - one.customers);
}

const rank = ({ code }: ManRow): number => [...code].filter((letter) => letter === '?').length;
