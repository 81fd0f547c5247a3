import { addDays, dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { Store } from '../store/store.ts';

/** The day of the next night: today, or the day after the latest night if that was today or later. */
export async function nextNight(store: Pick<Store, 'settings' | 'nights'>, now: Instant): Promise<PlainDate> {
  const [settings, latest] = await Promise.all([store.settings.load(), store.nights.latestPopulation()]);
  const today = dayIn(settings.timeZone, now);
  return latest !== undefined && latest.asOf >= today ? addDays(latest.asOf, 1) : today;
}
