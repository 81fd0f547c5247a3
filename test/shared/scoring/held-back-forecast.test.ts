import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { backtest } from '../../../shared/scoring/backtest.ts';
import { heldBackDays } from '../../../shared/scoring/held-back.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { factsOf } from './order-days.ts';

const tonight = plainDate('2026-12-09');
const split = { on: addDays(tonight, -heldBackDays), horizonDays: heldBackDays };

/** The order days of 300 customers over 600 days, each with a rhythm of their own; some stop. */
const shop = Array.from({ length: 300 }, (_, n) => {
  const draw = (what: string) => uniformFrom(what, String(n));
  const every = 15 + Math.floor(draw('rhythm') * 120);
  const first = addDays(tonight, -600 + Math.floor(draw('first') * 560));
  const last = draw('stops') < 0.4 ? addDays(first, 200 * draw('last')) : tonight;
  const days: PlainDate[] = [];
  for (
    let day = first;
    day <= last && day <= tonight;
    day = addDays(day, every + Math.floor(7 * uniformFrom(day, String(n))))
  )
    days.push(day);
  return { customerId: customerIdSchema.parse(`c${n}`), days };
});

const factsUpTo = (days: readonly PlainDate[], on: PlainDate) => factsOf(days.filter((day) => day <= on));

const measuredOn = (asOf: PlainDate) => {
  const measurement = emptyMeasurement();
  for (const { customerId, days } of shop) {
    const orders = factsUpTo(days, asOf);
    if (orders !== undefined) measure(measurement, { customerId, orders }, asOf);
  }
  return measurement;
};

describe('the forecast of the days that a night holds back', () => {
  test('is what a backtest says that reads every order', () => {
    const { heldBack, model } = fitPopulation(measuredOn(tonight), tonight, defaultSettings);
    const read = backtest(
      shop.flatMap(({ customerId, days }) => {
        const orders = factsUpTo(days, split.on);
        const laterOrderDays = days.filter((day) => day > split.on).length;
        return orders === undefined ? [] : [{ customerId, orders, laterOrderDays, laterSpent: 0 }];
      }),
      split,
      defaultSettings,
    );
    if (!read.fitted || !model.fitted || heldBack === undefined) throw new Error('there is enough history');
    expect(heldBack).toMatchObject({ on: split.on, days: 90 });
    expect(heldBack.calibration.customers).toBe(read.calibration.customers);
    expect(heldBack.calibration.orders).toBe(read.calibration.orders);
    expect(heldBack.aucByFrequency).toBeCloseTo(read.aucByFrequency ?? 0, 10);
    expect(heldBack.aucByRecency).toBeCloseTo(read.aucByRecency ?? 0, 10);
    // The same kind of model, fitted to the same customers.
    expect(model.model.kind).toBe(read.model.kind);
    expect(heldBack.calibration.expectedOrders).toBeCloseTo(read.calibration.expectedOrders, 6);
    expect(heldBack.calibration.auc).toBeCloseTo(read.calibration.auc ?? 0, 10);
  });

  test('is absent in a shop that was too young for a forecast before these days', () => {
    const opened = shop.flatMap(({ days }) => days.slice(0, 1)).sort()[0] ?? tonight;
    const young = addDays(opened, heldBackDays + defaultSettings.lifecycle.historyDaysNeeded - 1);
    expect(fitPopulation(measuredOn(young), young, defaultSettings).heldBack).toBeUndefined();
  });
});
