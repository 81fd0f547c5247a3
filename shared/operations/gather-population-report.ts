import type { Instant, PlainDate } from '../calendar.ts';
import { NotFoundError } from '../errors.ts';
import type { ClosedNight } from '../night/night.ts';
import { type PopulationReport, populationReportOf } from '../report/population/population-report.ts';
import { targetReportsOf } from '../report/targets.ts';
import type { Store } from '../store/store.ts';
import { countedBy, daysOfTargets, findClosedNights } from './closed-nights.ts';
import { nextNight } from './next-night.ts';

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
  const [first, ...later] = await findClosedNights(store, daysOfTargets(targets));
  const last = later.at(-1) ?? first;
  return populationReportOf(
    last.progress.report,
    await store.nights.population(last.date),
    shopName,
    targetReportsOf(targets, [first, ...later].map(countedBy)),
  );
}

/** The population of a night, perhaps with another, and between which nights one may choose. */
export interface PopulationOfNight {
  readonly report: PopulationReport;
  readonly compared?: PopulationReport;
  readonly firstNight: PlainDate;
  readonly latestNight: PlainDate;
  /** The day as of which audiences are counted now. */
  readonly nextNight: PlainDate;
}

/**
 * Gathers the population of the latest night that had closed by the day `night` (or at all), and that of another to compare it with. It reads
 * a few nights and three populations, however many there are.
 *
 * @throws NotFoundError when no night had closed by then
 */
export async function gatherPopulationOfNight(
  store: Pick<Store, 'settings' | 'nights'>,
  {
    night,
    compared,
    now,
  }: { readonly night?: PlainDate; readonly compared?: PlainDate; readonly now: Instant },
): Promise<PopulationOfNight> {
  const [{ shopName }, first, latest, next] = await Promise.all([
    store.settings.load(),
    store.nights.first(),
    store.nights.latestClosed(),
    nextNight(store, now),
  ]);
  if (first === undefined || latest === undefined) throw new NotFoundError('no night has closed yet');
  const reportOf = async ({ date, progress }: ClosedNight): Promise<PopulationReport> =>
    populationReportOf(progress.report, await store.nights.population(date), shopName);
  const closedBy = async (day: PlainDate): Promise<PopulationReport> => {
    const closed = day >= latest.date ? latest : await store.nights.latestClosed(day);
    if (closed === undefined) throw new NotFoundError('no night had closed by this day', { where: day });
    return reportOf(closed);
  };
  const [report, other] = await Promise.all([
    night === undefined ? reportOf(latest) : closedBy(night),
    compared && closedBy(compared),
  ]);
  return {
    report,
    ...(other && { compared: other }),
    firstNight: first.date,
    latestNight: latest.date,
    nextNight: next,
  };
}
