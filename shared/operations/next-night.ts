import { addDays, dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { Publishing } from '../campaigns/warnings.ts';
import type { Store } from '../store/store.ts';

/** The day of the next night: today, or the day after the latest night if that was today or later. */
export const nextNight = async (
  store: Pick<Store, 'settings' | 'nights'>,
  now: Instant,
): Promise<PlainDate> => (await publishingDays(store, now)).nextNight;

/** The days that a campaign is compared with when it is published now. */
export async function publishingDays(
  store: Pick<Store, 'settings' | 'nights'>,
  now: Instant,
): Promise<Publishing> {
  const [settings, latest] = await Promise.all([store.settings.load(), store.nights.latestPopulation()]);
  const today = dayIn(settings.timeZone, now);
  return { today, nextNight: latest !== undefined && latest.asOf >= today ? addDays(latest.asOf, 1) : today };
}
