import { type PopulationReport, populationReportOf } from '../report/population/population-report.ts';
import { targetReportsOf } from '../report/targets.ts';
import type { Store } from '../store/store.ts';
import { countedBy, findClosedNights } from './closed-nights.ts';

/**
 * Gathers what the latest closed night counted and measured. Its cost does not grow with the shop: it reads nights, one
 * population and the settings.
 *
 * @throws NotFoundError before the first night has closed
 */
export async function gatherPopulationReport(
  store: Pick<Store, 'settings' | 'nights'>,
): Promise<PopulationReport> {
  const { shopName, targets } = await store.settings.load();
  const [first, ...later] = await findClosedNights(store, Number.POSITIVE_INFINITY);
  const last = later.at(-1) ?? first;
  return populationReportOf(
    last.progress.report,
    await store.nights.population(last.date),
    shopName,
    targetReportsOf(targets, [first, ...later].map(countedBy)),
  );
}
