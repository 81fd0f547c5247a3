import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { heldBackDays } from '../../../shared/scoring/held-back.ts';
import { emptyMeasurement } from '../../../shared/scoring/measurement.ts';
import { addHistory } from '../../../shared/scoring/models/history-cells.ts';
import { fitModel, type ModelKind } from '../../../shared/scoring/models/model.ts';
import { addValueOf } from '../../../shared/scoring/models/value-cells.ts';
import { fitPopulation } from '../../../shared/scoring/population.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { today } from './arbitraries.ts';
import { purchaseTimes, uniformsFrom } from './models/simulated.ts';
import { few, measureShop, pace, purchases, random, regular, type Shop } from './regular-shop.ts';

/** What a night measures of many customers who come nearly every day, in cells too coarse for regular orders. */
function dailyBuyers(customers: number) {
  const uniform = uniformsFrom(5);
  const measurement = { ...emptyMeasurement(), firstDay: addDays(today, -1000) };
  for (let customer = 0; customer < customers; customer += 1) {
    const ageDays = Math.floor(uniform() * 1000);
    const days = new Set([0]);
    for (const weeks of purchaseTimes(uniform, { r: 1.2, alpha: ((1.5 / 7) * 1.2) / 3, a: 0.1, b: 3 }, 3)) {
      if (7 * weeks > ageDays) break;
      days.add(Math.floor(7 * weeks));
    }
    const lastAfterDays = Math.max(...days);
    addHistory(measurement.histories, { repeats: days.size - 1, lastAfterDays, ageDays });
    addValueOf(measurement.values, days.size, 1000 + 500 * uniform());
  }
  return measurement;
}

function modelOf(shop: Shop, before?: ModelKind) {
  const { model } = fitPopulation(measureShop(shop), today, defaultSettings, before);
  if (!model.fitted) throw new Error(model.reason);
  return model.model;
}

describe('the regularity of orders', () => {
  test('is found in a shop where they are regular, and predicts better', () => {
    const model = modelOf(regular);
    expect(model.kind).toBe('mbg-cnbd-3');
    const { r, alpha, a, b } = model.parameters;
    expect(Math.abs((3 * alpha) / r / pace - 1)).toBeLessThan(0.1);
    expect(Math.abs(r / purchases.r - 1)).toBeLessThan(0.15);
    expect(Math.abs(a / (a + b) / (purchases.a / (purchases.a + purchases.b)) - 1)).toBeLessThan(0.1);
    const { comparison } = model;
    expect(comparison?.other).toBe('mbg-nbd');
    expect(comparison?.customers).toBeGreaterThan(3000);
    expect(comparison?.gain).toBeGreaterThan(2 * (comparison?.standardError ?? 0));
  });

  test('is none where they come at random, and nothing is compared', () => {
    const model = modelOf(random);
    expect(model.kind).toBe('mbg-nbd');
    expect(model).not.toHaveProperty('comparison');
  });

  test('counts for nothing where it describes the past but did not predict what came', () => {
    // In the days that are held back, not those order who are due, but those who have just ordered.
    const { kind, comparison } = modelOf({
      ...regular,
      change: (days, ageDays) => {
        const opened = ageDays - heldBackDays;
        if (opened < 0) return days;
        const past = days.filter((day) => day <= opened);
        return opened - (past.at(-1) ?? 0) < 21 ? [...past, opened + 40] : past;
      },
    });
    expect(kind).toBe('mbg-nbd');
    expect(comparison).toMatchObject({ other: expect.stringMatching('mbg-cnbd') });
    expect(comparison?.gain).toBeGreaterThan(0);
  });

  test('is not looked for before the shop was old enough, ninety days ago, to forecast anything', () => {
    expect(modelOf({ ...regular, oldestDays: 149 })).not.toHaveProperty('comparison');
    expect(modelOf({ ...regular, oldestDays: 151 }).comparison?.customers).toBeGreaterThan(1000);
  });
});

describe('last night’s model', () => {
  test('gives way to orders at random where it fits no more, so that there is a forecast', () => {
    const measurement = dailyBuyers(20_000);
    const { histories, values } = measurement;
    expect(fitModel(histories, values, today, { kind: 'mbg-cnbd-3' })).toMatchObject({ fitted: false });
    const { model } = fitPopulation(measurement, today, defaultSettings, 'mbg-cnbd-3');
    expect(model).toMatchObject({ fitted: true, model: { kind: 'mbg-nbd' } });
  });

  test('stays where no other predicts clearly better', () => {
    for (const before of ['mbg-nbd', 'mbg-cnbd-2'] as const) {
      const { kind, comparison } = modelOf(few, before);
      expect(kind).toBe(before);
      expect(Math.abs(comparison?.gain ?? 0)).toBeLessThan(2 * (comparison?.standardError ?? 0));
    }
  });

  test('is replaced where orders have come at random since, or always did', () => {
    const { kind, comparison } = modelOf(random, 'mbg-cnbd-3');
    expect(kind).toBe('mbg-nbd');
    expect(comparison).toMatchObject({ other: 'mbg-cnbd-3' });
    expect(comparison?.gain).toBeGreaterThan(2 * (comparison?.standardError ?? 0));
  });

  test('is compared with orders at random every night, even where it is the likeliest', () => {
    expect(modelOf(regular, 'mbg-cnbd-3')).toMatchObject({
      kind: 'mbg-cnbd-3',
      comparison: { other: 'mbg-nbd' },
    });
  });
});
