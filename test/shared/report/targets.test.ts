import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../../cli/report/render.ts';
import { targetLines } from '../../../cli/report/target-lines.ts';
import { addDays, plainDate } from '../../../shared/calendar.ts';
import { type Lifecycle, lifecycles } from '../../../shared/profile/classes.ts';
import { type CountedNight, targetReportsOf } from '../../../shared/report/targets.ts';
import { targetsSchema } from '../../../shared/settings/targets-settings.ts';
import { shopReport } from './shop/reports.ts';

const nobody = { prospect: 0, 'first-time': 0, active: 0, cooling: 0, silent: 0, lost: 0 };
const begins = plainDate('2026-10-01');
const night = (day: number, movements: CountedNight['movements'] = {}, sizes: object = {}): CountedNight => ({
  date: addDays(begins, day),
  lifecycles: { ...nobody, ...sizes },
  movements,
});
const targets = targetsSchema.parse({
  reactivation: { share: 0.05 },
  secondOrder: { share: 0.3, withinDays: 60 },
  prospectConversion: { share: 0.1 },
});

describe('how the shop stands to its targets', () => {
  const nights = [
    night(0, { 'new>silent': 200 }, { silent: 60, lost: 30, 'first-time': 40 }),
    night(10, { 'silent>active': 3, 'cooling>silent': 10, 'first-time>active': 10, 'new>first-time': 10 }),
    night(30, { 'lost>first-time': 2, 'silent>lost': 20, 'silent>cooling': 1, 'first-time>cooling': 5 }),
  ];

  test('is the share of all who were in the lifecycle that ordered, over the days of the target', () => {
    expect(targetReportsOf(targets, nights)).toEqual([
      { name: 'reactivation', goal: 0.05, withinDays: 30, daysCounted: 30, of: 100, did: 5, isReached: true },
      { name: 'secondOrder', goal: 0.3, withinDays: 60, daysCounted: 30, of: 52, did: 15 },
      { name: 'prospectConversion', goal: 0.1, withinDays: 30, daysCounted: 30, of: 0, did: 0 },
    ]);
    const later = [...nights, night(40, {}, { silent: 1 })];
    expect(targetReportsOf(targets, later)[0]).toMatchObject({ daysCounted: 30, did: 2 });
    expect(targetReportsOf(targets, [])).toEqual([]);
    expect(targetReportsOf({}, nights)).toEqual([]);
  });

  test('is said in both languages', () => {
    const reports = targetReportsOf(targets, nights);
    expect(targetLines(reports, 'en')).toEqual([
      'silent and lost customers who came back: 5% (5 of 100) within 30 days, target 5%; reached',
      'first-time buyers who ordered again: 28.8% (15 of 52) within 60 days, target 30%; only 30 of these days have been counted so far',
      'prospects who ordered for the first time: there was nobody to win, target 10%',
    ]);
    expect(targetLines(reports, 'zh')[0]).toBe(
      '沉默与流失客户召回率：30 天内 5%（100 位中的 5 位），目标 5%，已达成',
    );
    expect(renderReport(shopReport({ targets: reports }), 'en', false)).toContain(
      'Targets\n  silent and lost',
    );
    expect(renderReport(shopReport(), 'en', false)).not.toContain('Targets');
  });

  test('counts each stay in the lifecycle once, and each that an order ended', () => {
    const walk = fc.array(fc.constantFrom(...lifecycles), { minLength: 31, maxLength: 31 });
    fc.assert(
      fc.property(fc.array(walk, { minLength: 1, maxLength: 8 }), (customers) => {
        const counted = Array.from({ length: 31 }, (_, day): CountedNight => {
          const sizes: Record<string, number> = {};
          const movements: Record<string, number> = {};
          for (const lived of customers) {
            const [was, is] = [lived[day - 1], lived[day]];
            if (is !== undefined) sizes[is] = (sizes[is] ?? 0) + 1;
            if (was !== undefined && was !== is)
              movements[`${was}>${is}`] = (movements[`${was}>${is}`] ?? 0) + 1;
          }
          return night(day, movements, sizes);
        });
        const isAway = (one: Lifecycle | undefined) => one === 'silent' || one === 'lost';
        const returned = (one: Lifecycle | undefined) => one === 'active' || one === 'first-time';
        const stays = customers.flatMap((lived) =>
          lived.flatMap((one, day) => (isAway(one) && !isAway(lived[day - 1]) ? [{ lived, day }] : [])),
        );
        const ended = stays.filter(({ lived, day }) =>
          returned(lived.slice(day).find((one) => !isAway(one))),
        );
        expect(targetReportsOf(targets, counted)[0]).toMatchObject({ of: stays.length, did: ended.length });
      }),
    );
  });
});
