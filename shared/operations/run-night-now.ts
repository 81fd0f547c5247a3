import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import { NotFoundError } from '../errors.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { NightStart } from '../night/night-starts.ts';
import type { Store } from '../store/store.ts';

/** What starting a night needs: the time, which night, and what starts an execution unless there has been one of its name. */
export interface StartingNight {
  readonly at: Instant;
  /** One that broke off; that of today, in the shop's time zone, when absent. */
  readonly night?: PlainDate;
  startOnce(name: string, input: { readonly date: PlainDate }): Promise<boolean>;
}

/**
 * Starts a night, or resumes it. The name of the execution follows from how the night stands and from the minute, so
 * that two who press the button, or one who presses it twice, start one; and one that failed before it could open the
 * night does not stand in the way of the next. Of two executions of a night, opening it lets one go on.
 *
 * @throws NotFoundError for a day other than today on which no night was opened
 */
export async function runNightNow(
  store: Pick<Store, 'settings' | 'nights'>,
  { at, night: asked, startOnce }: StartingNight,
): Promise<{ readonly date: PlainDate; readonly became: NightStart }> {
  const [{ timeZone }, latest] = await Promise.all([store.settings.load(), store.nights.latest()]);
  const today = dayIn(timeZone, at);
  const date = asked ?? today;
  const night = latest?.date === date ? latest : await store.nights.find(date);
  if (night === undefined && date !== today)
    throw new NotFoundError('this night was never opened', { where: `night ${date}` });
  if (night?.progress.state === 'closed') return { date, became: 'closed-already' };
  if (latest !== undefined && latest.date > date) return { date, became: 'overtaken' };
  const standing = night === undefined ? 'new' : fingerprintOf(night).slice(0, 12);
  await startOnce(`night-${date}-${standing}-${at.slice(11, 16).replace(':', '')}`, { date });
  if (night === undefined) return { date, became: 'started' };
  return { date, became: night.progress.state === 'failed' ? 'resumed' : 'running' };
}
