import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { NightStart } from '../night/night-starts.ts';
import type { Store } from '../store/store.ts';

/** What starting a night needs: the time, and what starts an execution unless there has been one of its name. */
export interface StartingNight {
  readonly at: Instant;
  startOnce(name: string, input: { readonly date: PlainDate }): Promise<boolean>;
}

/**
 * Starts tonight's night, in the shop's time zone, or resumes it. The name of the execution follows from how the night
 * stands, so that two who press the button, or one who presses it twice, start one.
 */
export async function runNightNow(
  store: Pick<Store, 'settings' | 'nights'>,
  { at, startOnce }: StartingNight,
): Promise<{ readonly date: PlainDate; readonly became: NightStart }> {
  const [{ timeZone }, latest] = await Promise.all([store.settings.load(), store.nights.latest()]);
  const date = dayIn(timeZone, at);
  if (latest !== undefined && latest.date > date) {
    const night = await store.nights.find(date);
    return { date, became: night?.progress.state === 'closed' ? 'closed-already' : 'overtaken' };
  }
  const night = latest?.date === date ? latest : undefined;
  if (night?.progress.state === 'closed') return { date, became: 'closed-already' };
  const standing = night === undefined ? 'new' : fingerprintOf(night).slice(0, 12);
  await startOnce(`night-${date}-${standing}`, { date });
  if (night === undefined) return { date, became: 'started' };
  return { date, became: night.progress.state === 'failed' ? 'resumed' : 'running' };
}
