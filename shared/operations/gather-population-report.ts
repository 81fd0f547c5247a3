import { type PopulationReport, populationReportOf } from '../report/population/population-report.ts';
import type { Store } from '../store/store.ts';
import { findClosedNights } from './closed-nights.ts';

/**
 * Gathers what the latest closed night counted and measured. Its cost does not grow with the shop: it reads nights, one
 * population and the settings.
 *
 * @throws NotFoundError before the first night has closed
 */
export async function gatherPopulationReport(
  store: Pick<Store, 'settings' | 'nights'>,
): Promise<PopulationReport> {
  const { shopName } = await store.settings.load();
  const [last] = await findClosedNights(store, 1);
  return populationReportOf(last.progress.report, await store.nights.population(last.date), shopName);
}
