import { addDays, dayIn, instantFromMs, instantOfLocal } from '../../shared/calendar.ts';
import { campaignsRunAtMinute, nightBeginsAtHour } from '../schedule.ts';
import type { Stack } from './stack.ts';

const hourMs = 3_600_000;

/** The local time at which a night begins in the shop's time zone, as `HH:MM:SS`. */
export const nightBeginsAtTime = `${String(nightBeginsAtHour).padStart(2, '0')}:00:00`;

/**
 * Starts nights and hourly campaign runs on schedule, as EventBridge Scheduler does in AWS.
 * Returns a function that stops this.
 */
export function startScheduler(stack: Stack, timeZone: string): () => void {
  const { clock, stepFunctions } = stack;
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
    () => nextHalfHourMs(clock.now()),
    () => {
      stepFunctions.startExecution({ stateMachine: 'run-campaigns' });
    },
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

const nextHalfHourMs = (nowMs: number): number => {
  const offset = campaignsRunAtMinute * 60_000;
  return (Math.floor((nowMs - offset) / hourMs) + 1) * hourMs + offset;
};

function nextNightMs(nowMs: number, timeZone: string): number {
  const today = dayIn(timeZone, instantFromMs(nowMs));
  const nights = [today, addDays(today, 1)].map((day) =>
    Date.parse(instantOfLocal(`${day}T${nightBeginsAtTime}`, timeZone)),
  );
  return nights.find((ms) => ms > nowMs) ?? nowMs + 24 * hourMs;
}
