import { addDays, dayIn, instantFromMs, instantOfLocal } from '../../shared/calendar.ts';
import { nightBeginsAtTime } from '../../shared/night-begins.ts';
import { startsCampaignsEveryMinutes } from '../schedule.ts';
import type { Stack } from './stack.ts';

/**
 * Starts nights and campaign steps on schedule, as EventBridge Scheduler does in AWS.
 * Returns a function that stops this.
 */
export function startScheduler(stack: Stack, timeZone: string): () => void {
  const { clock } = stack;
  const cancels = new Map<string, () => void>();
  const every = (name: string, next: () => number, run: () => void) => {
    const fire = () => {
      run();
      every(name, next, run);
    };
    cancels.set(name, clock.setTimer(next(), fire));
  };
  every(
    'campaigns',
    () => nextMinuteMs(clock.now()),
    () => void stack.startCampaigns(),
  );
  every(
    'night',
    () => nextNightMs(clock.now(), timeZone),
    () => void stack.runNight(),
  );
  return () => {
    for (const cancel of cancels.values()) cancel();
  };
}

const everyMs = startsCampaignsEveryMinutes * 60_000;
const nextMinuteMs = (nowMs: number): number => (Math.floor(nowMs / everyMs) + 1) * everyMs;

function nextNightMs(nowMs: number, timeZone: string): number {
  const today = dayIn(timeZone, instantFromMs(nowMs));
  const nights = [today, addDays(today, 1)].map((day) =>
    Date.parse(instantOfLocal(`${day}T${nightBeginsAtTime}`, timeZone)),
  );
  return nights.find((ms) => ms > nowMs) ?? nowMs + 24 * 3_600_000;
}
