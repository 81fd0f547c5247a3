import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { timeZoneNameSchema } from '../../../shared/ids.ts';
import type { Cohort, StepRun } from '../../../shared/journeys/cohort.ts';
import { emptyTally } from '../../../shared/journeys/step-tally.ts';
import { goesByTimeZone, isDue, isExpired, nextStep, whenDue } from '../../../shared/journeys/when-due.ts';
import { settingsSchema } from '../../../shared/settings/settings.ts';
import { slotOf } from '../../../shared/slot.ts';
import { at, campaignOf, enrolmentOf, today } from '../campaigns/campaigns.ts';

const never = settingsSchema.parse({ limits: { quietHours: 'none' } });

describe('the next step of a cohort', () => {
  const version = campaignOf({
    steps: [
      { after: '0d', email: { template: 'a' } },
      { after: '6h', email: { template: 'b' } },
      { after: '2d', email: { template: 'c' } },
    ],
  });
  const done: StepRun = {
    state: 'done',
    at: at('02:00:00'),
    ranOn: today,
    tally: { ...emptyTally, customers: 1, sent: 1 },
  };
  const cohort = (...steps: StepRun[]): Cohort => ({
    ...enrolmentOf().cohort,
    openedAt: at('01:30:00'),
    shards: 1,
    steps: Object.fromEntries(steps.entries()),
  });
  const next = (one: Cohort, date: string, time: string) => {
    const found = nextStep(one, version, never);
    const step = version.campaign.steps[found?.index ?? -1];
    const now = { date: plainDate(date), at: instant(`${date}T${time}Z`) };
    return found && step && isDue(found, step, one, never, now) ? found.index : undefined;
  };

  test('runs its steps one after the other, each when it is due', () => {
    expect(next(cohort(), '2026-12-09', '01:30:00')).toBe(0);
    expect(next(cohort(done), '2026-12-09', '07:59:59')).toBeUndefined();
    expect(next(cohort(done), '2026-12-09', '08:00:00')).toBe(1);
    expect(next(cohort(done), '2026-12-12', '00:00:00')).toBe(1);
    expect(next(cohort(done, done), '2026-12-10', '23:59:59')).toBeUndefined();
    expect(next(cohort(done, done, done), '2027-12-11', '00:00:00')).toBeUndefined();
  });

  test('keeps its steps as far apart as the campaign says after it fell behind', () => {
    const late: StepRun = { ...done, at: at('02:00:00'), ranOn: plainDate('2026-12-20') };
    expect(next(cohort(done, late), '2026-12-20', '03:00:00')).toBeUndefined();
    expect(next(cohort(done, late), '2026-12-21', '03:00:00')).toBe(2);
  });

  test('does not wait for a step that nobody got, since it had expired', () => {
    const expired: StepRun = { ...done, ranOn: plainDate('2026-12-20'), tally: emptyTally };
    expect(next(cohort(done, expired), '2026-12-20', '03:00:00')).toBe(2);
  });

  test.each([
    ['2d', '3d', '2026-12-14', '23:59:59', false],
    ['2d', '3d', '2026-12-15', '00:00:00', true],
    ['6h', '2h', '2026-12-09', '09:30:00', false],
    ['6h', '2h', '2026-12-09', '09:30:01', true],
    ['1d', '2h', '2026-12-10', '06:00:00', false],
    ['1d', '2h', '2026-12-10', '06:00:01', true],
  ])('lets a step after %s that expires after %s run until %s %s: %s', (after, expires, date, time, late) => {
    const [step] = campaignOf({ steps: [{ after, expires, email: { template: 'a' } }] }).campaign.steps;
    const now = { date: plainDate(date), at: instant(`${date}T${time}Z`) };
    expect(step && isExpired(step, cohort(), never, now)).toBe(late);
  });

  test('counts days by date, because two nights are not exactly 24 hours apart', () => {
    expect(next(cohort(done, done), '2026-12-11', '00:00:01')).toBe(2);
  });

  test('counts a step of 24 or 48 hours as days', () => {
    const [, , step] = campaignOf({
      steps: [0, 24, 48].map((hours) => ({ after: `${hours}h`, email: { template: 'a' } })),
    }).campaign.steps;
    const now = { date: plainDate('2026-12-11'), at: instant('2026-12-11T00:00:00Z') };
    expect(step && isDue(whenDue(step, cohort(), never), step, cohort(), never, now)).toBe(true);
  });
});

describe('a step at an hour', () => {
  const entered = (slot: Cohort['slot'], openedAt: string, zone?: string): Cohort => ({
    ...enrolmentOf().cohort,
    slot,
    ...(zone !== undefined && { zone: timeZoneNameSchema.parse(zone) }),
    openedAt: instant(openedAt),
    shards: 1,
    steps: {},
  });
  const due = (step: object, cohort: Cohort, settings = never) => {
    const [only] = campaignOf({ steps: [{ email: { template: 'a' }, ...step }] }).campaign.steps;
    return only && whenDue(only, cohort, settings);
  };
  const night = plainDate('2026-12-09');

  test('is due when the clock of the customer shows it, wherever the customer lives', () => {
    const at = (zone: string) =>
      due({ after: '0d', at: '10:00' }, entered(night, '2026-12-09T04:00:00Z', zone));
    expect(at('Europe/Berlin')).toEqual({ at: '2026-12-09T09:00:00.000Z' });
    expect(at('America/New_York')).toEqual({ at: '2026-12-09T15:00:00.000Z' });
    // It is five in the afternoon there already.
    expect(at('Pacific/Auckland')).toEqual({ at: '2026-12-09T21:00:00.000Z' });
  });

  test('keeps its hour across changes to and from summer time', () => {
    const at = (day: string) =>
      due({ after: '2d', at: '02:30' }, entered(plainDate(day), `${day}T04:00:00Z`, 'Europe/Berlin'))?.at;
    expect(at('2026-03-26')).toBe('2026-03-28T01:30:00.000Z');
    // Half past two does not exist on that day; it is an hour later.
    expect(at('2026-03-27')).toBe('2026-03-29T01:30:00.000Z');
    expect(at('2026-03-28')).toBe('2026-03-30T00:30:00.000Z');
    // On this one it comes twice.
    expect(at('2026-10-23')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-24')).toBe('2026-10-26T01:30:00.000Z');
  });

  test('waits for one of its weekdays', () => {
    const at = (on: string | string[]) =>
      due({ after: '1d', at: '9:00', on }, entered(night, '2026-12-09T04:00:00Z'))?.at;
    expect(at('thu')).toBe('2026-12-10T09:00:00.000Z');
    expect(at(['mon', 'tue'])).toBe('2026-12-14T09:00:00.000Z');
    expect(at('wed')).toBe('2026-12-16T09:00:00.000Z');
  });

  test('comes a day after an event on the next day, and not a day after its hour', () => {
    const cart = entered(slotOf(instant('2026-12-09T15:02:00Z')), '2026-12-09T15:05:00Z');
    expect(due({ after: '1d', at: '10:00' }, cart)?.at).toBe('2026-12-10T10:00:00.000Z');
    expect(due({ after: '0d', at: '10:00' }, cart)?.at).toBe('2026-12-10T10:00:00.000Z');
    expect(due({ after: '1d' }, cart)).toEqual({ at: '2026-12-10T15:05:00.000Z' });
    expect(due({ after: '1h' }, cart)).toEqual({ at: '2026-12-09T16:05:00.000Z' });
  });

  test('needs weekdays only with an hour', () => {
    expect(() => due({ after: '0d', on: 'mon' }, entered(night, '2026-12-09T04:00:00Z'))).toThrow('weekdays');
  });
});

describe('quiet hours', () => {
  const settings = settingsSchema.parse({});
  const [mail, urgent, call] = campaignOf({
    steps: [
      { after: '0d', email: { template: 'a' } },
      { after: '0d', transactional: true, email: { template: 'a' } },
      { after: '0d', callback: { script: 'win-back', within: '2d' } },
    ],
  }).campaign.steps;
  const cohort = (zone: string): Cohort => ({
    ...enrolmentOf().cohort,
    zone: timeZoneNameSchema.parse(zone),
    openedAt: at('04:00:00'),
    shards: 1,
    steps: {},
  });
  const nowAt = (time: string) => ({ date: today, at: instant(`2026-12-09T${time}Z`) });

  test('hold an email of the night back until they are over where the customer lives', () => {
    for (const [zone, from] of [
      ['Europe/London', '08:00:00'],
      ['Europe/Berlin', '07:00:00'],
      ['Pacific/Auckland', '04:00:00'],
    ] as const) {
      if (mail === undefined) expect.fail('there is a step');
      const due = whenDue(mail, cohort(zone), settings);
      const runsAt = (time: string) => isDue(due, mail, cohort(zone), settings, nowAt(time));
      expect(due).toEqual({ at: `2026-12-09T${from}.000Z`, night: today });
      expect(runsAt(from)).toBe(true);
      if (from !== '04:00:00') expect(runsAt('04:30:00')).toBe(false);
    }
  });

  test('begin again in the evening, even for a step that is late', () => {
    if (mail === undefined) expect.fail('there is a step');
    const runsAt = (time: string) =>
      isDue(
        whenDue(mail, cohort('Europe/London'), settings),
        mail,
        cohort('Europe/London'),
        settings,
        nowAt(time),
      );
    expect([runsAt('20:59:59'), runsAt('21:00:00')]).toEqual([true, false]);
  });

  test('hold back neither what every customer must get nor the hand-over to staff', () => {
    for (const step of [urgent, call])
      expect(
        step &&
          isDue(
            whenDue(step, cohort('Europe/London'), settings),
            step,
            cohort('Europe/London'),
            settings,
            nowAt('04:00:00'),
          ),
      ).toBe(true);
  });

  test('split a campaign by time zone only where it makes a difference', () => {
    const goes = (step: object, limits = {}) =>
      goesByTimeZone(
        campaignOf({ steps: [{ after: '0d', ...step }] }).campaign,
        settingsSchema.parse({ limits }),
      );
    expect(goes({ email: { template: 'a' } })).toBe(true);
    expect(goes({ email: { template: 'a' } }, { quietHours: 'none' })).toBe(false);
    expect(goes({ at: '10:00', email: { template: 'a' } }, { quietHours: 'none' })).toBe(true);
    expect(goes({ callback: { script: 'win-back', within: '2d' } })).toBe(false);
  });
});
