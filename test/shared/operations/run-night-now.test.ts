import { describe, expect, test } from 'vitest';
import { addDays, instant, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import type { Night } from '../../../shared/night/night.ts';
import { runNightNow } from '../../../shared/operations/run-night-now.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import type { Store } from '../../../shared/store/store.ts';
import { closedNight } from './closed-night.ts';

const today = plainDate('2026-11-26');
const at = instant('2026-11-26T09:00:00Z');

/** A store with these nights, as far as starting one looks at it. */
const storeWith = (...nights: readonly Night[]) =>
  ({
    settings: { load: async () => ({ ...defaultSettings, timeZone: 'UTC' }) },
    nights: {
      latest: async () => nights.at(-1),
      find: async (date: PlainDate) => nights.find((one) => one.date === date),
    },
  }) as unknown as Pick<Store, 'settings' | 'nights'>;

/** Step Functions, which runs one execution of each name. */
function createStarter() {
  const names = new Set<string>();
  return {
    names,
    startOnce: async (name: string) => {
      const isNew = !names.has(name);
      names.add(name);
      return isNew;
    },
  };
}

const running = (date: PlainDate): Night => ({ ...closedNight(date), progress: { state: 'running' } });
const failed = (date: PlainDate, error: string): Night => ({
  ...closedNight(date),
  progress: { state: 'failed', at, error, cause: '' },
});

describe('running a night now', () => {
  test('starts the night of the shop’s day, once for any number of presses', async () => {
    const starter = createStarter();
    for (let press = 0; press < 3; press += 1)
      expect(await runNightNow(storeWith(closedNight(addDays(today, -1))), { at, ...starter })).toEqual({
        date: today,
        became: 'started',
      });
    expect([...starter.names]).toEqual(['night-2026-11-26-new-0900']);
  });

  test('starts another a minute later, since the first may have failed before it could open the night', async () => {
    const starter = createStarter();
    for (const time of [at, instant('2026-11-26T09:01:00Z')])
      await runNightNow(storeWith(closedNight(addDays(today, -1))), { at: time, ...starter });
    expect(starter.names.size).toBe(2);
  });

  test.each<[what: string, nights: readonly Night[], became: string]>([
    ['that has closed', [closedNight(today)], 'closed-already'],
    ['after which another has run', [running(addDays(today, 1))], 'overtaken'],
    [
      'that closed before another ran',
      [closedNight(today), closedNight(addDays(today, 1))],
      'closed-already',
    ],
  ])('does nothing to a night %s', async (_what, nights, became) => {
    const starter = createStarter();
    expect(await runNightNow(storeWith(...nights), { at, ...starter })).toEqual({ date: today, became });
    expect(starter.names.size).toBe(0);
  });

  test('resumes one that broke off, and again when it breaks off again', async () => {
    const starter = createStarter();
    for (const error of ['first', 'second'])
      expect(await runNightNow(storeWith(failed(today, error)), { at, ...starter })).toMatchObject({
        became: 'resumed',
      });
    expect(starter.names.size).toBe(2);
  });

  test('resumes the night of another day that broke off, but begins none of another day', async () => {
    const starter = createStarter();
    const yesterday = addDays(today, -1);
    const store = storeWith(failed(yesterday, 'Timeout'));
    expect(await runNightNow(store, { at, night: yesterday, ...starter })).toEqual({
      date: yesterday,
      became: 'resumed',
    });
    await expect(runNightNow(store, { at, night: addDays(today, 1), ...starter })).rejects.toThrow(
      NotFoundError,
    );
    expect(starter.names.size).toBe(1);
  });

  test('says that a night is running already; its execution decides whether it still is', async () => {
    const starter = createStarter();
    expect(await runNightNow(storeWith(running(today)), { at, ...starter })).toMatchObject({
      became: 'running',
    });
    expect(starter.names.size).toBe(1);
    // Step Functions allows 80 of these characters.
    for (const name of starter.names) expect(name).toMatch(/^[\w-]{1,80}$/);
  });
});
