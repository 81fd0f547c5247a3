import { addDays, type PlainDate } from '../calendar.ts';
import type { Night } from '../night/night.ts';
import type { Store } from '../store/store.ts';

/** A page of nights is read at once; each is a few kilobytes. */
const nightsPerPage = 30;

/**
 * Returns a page of nights, latest first.
 *
 * @param before the `next` of the page before
 */
export async function gatherNights(
  store: Pick<Store, 'nights'>,
  before?: PlainDate,
): Promise<{ readonly nights: readonly Night[]; readonly next?: PlainDate }> {
  // One more than is shown, so that the last page does not lead to an empty one.
  const found = await store.nights.page(nightsPerPage + 1, before);
  const nights = found.slice(0, nightsPerPage);
  const last = nights.at(-1);
  return { nights, ...(found.length > nights.length && last && { next: last.date }) };
}

/**
 * Returns a night, whether its population has been fitted (how far one came that broke off), and whether a later one has
 * run since.
 *
 * @throws NotFoundError
 */
export async function gatherNight(
  store: Pick<Store, 'nights'>,
  date: PlainDate,
): Promise<{ readonly night: Night; readonly isFitted: boolean; readonly isOvertaken: boolean }> {
  const [night, population, latest] = await Promise.all([
    store.nights.get(date),
    store.nights.latestPopulation(addDays(date, 1)),
    store.nights.latest(),
  ]);
  return {
    night,
    isFitted: population?.asOf === date,
    isOvertaken: latest !== undefined && latest.date > date,
  };
}
