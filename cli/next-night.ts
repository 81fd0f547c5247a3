import { instantFromMs, type PlainDate } from '../shared/calendar.ts';
import { nextNight as nextNightAfter } from '../shared/operations/next-night.ts';
import type { Store } from '../shared/store/store.ts';

/** The day of the next night: today, or the day after the latest night if that was today or later. */
export const nextNight = (store: Pick<Store, 'settings' | 'nights'>): Promise<PlainDate> =>
  nextNightAfter(store, instantFromMs(Date.now()));
