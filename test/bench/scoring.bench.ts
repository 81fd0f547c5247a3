import { gzipSync } from 'node:zlib';
import { addDays, addMonths, instant, monthOf, plainDate } from '../../shared/calendar.ts';
import { customerIdSchema } from '../../shared/ids.ts';
import { gapDaysKept, type OrderFacts, type Profile } from '../../shared/profile/profile.ts';
import { createClassifier } from '../../shared/scoring/classify.ts';
import { emptyMeasurement, measure, measurementToJson } from '../../shared/scoring/measurement.ts';
import { addHistory, emptyHistoryCells } from '../../shared/scoring/models/history-cells.ts';
import { historyCellsToJson } from '../../shared/scoring/models/history-cells-json.ts';
import { fitModel, type Model } from '../../shared/scoring/models/model.ts';
import { createForecaster, type ValuedHistory } from '../../shared/scoring/models/outlook.ts';
import { addValueOf, emptyValueCells, valueCellsToJson } from '../../shared/scoring/models/value-cells.ts';
import { fitPopulation } from '../../shared/scoring/population.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { simulateHistories } from '../shared/scoring/models/simulated.ts';

const date = plainDate('2026-09-30');

/** Measures `work` in processor time, so that other work of the machine matters less. */
const measureCpu = <T>(work: () => T): { readonly result: T; readonly ms: number } => {
  const begin = process.cpuUsage();
  const result = work();
  return { result, ms: process.cpuUsage(begin).user / 1000 };
};

/**
 * Measures the cells, the fit and all scores of simulated customers, on one core: P(alive), P(order), expected orders
 * in 90 and 365 days, CLV.
 */
function benchScoring(customers = 1_000_000): void {
  const histories = simulateHistories(customers, 1);
  const { result: cells, ms: cellsMs } = measureCpu(() => {
    const both = { histories: emptyHistoryCells(), values: emptyValueCells() };
    for (const history of histories) {
      addHistory(both.histories, history);
      if (history.repeats > 0) addValueOf(both.values, history.repeats + 1, history.meanValue);
    }
    return both;
  });
  const kilobytes = (json: unknown) => `${(JSON.stringify(json).length / 1000).toFixed(0)} KB`;
  for (const kind of ['mbg-nbd', 'mbg-cnbd-2', 'mbg-cnbd-6'] as const) {
    const { result: fit, ms: fitMs } = measureCpu(() =>
      fitModel(cells.histories, cells.values, date, { kind }),
    );
    if (!fit.fitted) throw new Error(fit.reason);
    const { model } = fit;
    const { result: total, ms: scoresMs } = measureCpu(() => sumOfScores(histories, model));
    console.log(
      `scoring: ${customers} customers by ${kind} in ${seconds(cellsMs + fitMs + scoresMs)} of one core: cells ${seconds(cellsMs)}, fit ${seconds(fitMs)}, all scores ${seconds(scoresMs)}`,
    );
    console.log(`scoring: ${JSON.stringify(model)} (checksum ${total.toFixed(0)})`);
  }
  console.log(
    `scoring: ${cells.histories.byKey.size} history cells in ${kilobytes(historyCellsToJson(cells.histories))} of JSON, ${cells.values.byKey.size} value cells in ${kilobytes(valueCellsToJson(cells.values))}`,
  );
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

function sumOfScores(histories: readonly ValuedHistory[], model: Model): number {
  const outlook = createForecaster(model, 90, defaultSettings.value);
  let sum = 0;
  for (const history of histories) {
    const { chanceAlive, chanceOfOrder, expectedOrders, expectedOrdersInYear, lifetimeValue } =
      outlook(history);
    sum += chanceAlive + chanceOfOrder + expectedOrders + expectedOrdersInYear + (lifetimeValue ?? 0);
  }
  return sum;
}

/** Gaps of equal length, so that the likelihood proposes regular orders and a night has models to compare. */
function equalGaps({ repeats, lastAfterDays }: ValuedHistory): Pick<OrderFacts, 'gaps'> {
  if (repeats === 0) return {};
  const days = Math.max(1, Math.floor(lastAfterDays / repeats));
  const latest = Array.from({ length: Math.min(repeats, Math.ceil(gapDaysKept / days)) }, () => days);
  return { gaps: { logSum: repeats * Math.round(1e6 * Math.log(days)), latest } };
}

/** A simulated customer as a profile, with a year of months. */
function profileOf(history: ReturnType<typeof simulateHistories>[number], index: number): Profile {
  const firstDay = addDays(date, -history.ageDays);
  const lastDay = addDays(firstDay, history.lastAfterDays);
  const days = history.repeats + 1;
  const months = Math.min(days, 12);
  const spent = Math.round(history.meanValue * days);
  const orders: OrderFacts = {
    count: days,
    days,
    firstDay,
    lastDay,
    lastAt: instant(`${lastDay}T12:00:00Z`),
    spent,
    refunded: 0,
    ordersRefunded: 0,
    ordersDiscounted: index % days,
    ...equalGaps(history),
    spentByMonth: Object.fromEntries(
      Array.from({ length: months }, (_, ago) => [
        addMonths(monthOf(lastDay), -ago),
        Math.round(spent / months),
      ]),
    ),
  };
  return {
    customerId: customerIdSchema.parse(`C${index}`),
    version: 1,
    contact: {},
    consents: {},
    suppressions: {},
    cancelledOrders: 0,
    enrolments: {},
    openEnrolments: [],
    orders,
  };
}

/** Measures what the two passes of a night compute for a profile after reading it: the measurement, and every class. */
function benchPasses(customers = 100_000): void {
  const profiles = simulateHistories(customers, 1).map(profileOf);
  const measurement = emptyMeasurement();
  const { ms: measureMs } = measureCpu(() => {
    for (const profile of profiles) measure(measurement, profile, date);
  });
  const { result: population, ms: fitMs } = measureCpu(() =>
    fitPopulation(measurement, date, defaultSettings),
  );
  const classify = createClassifier(population);
  const { result: classified, ms: classifyMs } = measureCpu(() =>
    profiles.map((profile) => ({ ...profile, classes: classify(profile, date) })),
  );
  const { result: changed, ms: againMs } = measureCpu(
    () => classified.filter((profile) => classify(profile, addDays(date, 1)) !== profile.classes).length,
  );
  const rate = (ms: number) => `${Math.round(customers / ms)},000/s`;
  const stored = gzipSync(JSON.stringify(measurementToJson(measurement))).length;
  console.log(
    `passes: measured ${rate(measureMs)}, fitted in ${seconds(fitMs)}, classified ${rate(classifyMs)}, and again ${rate(againMs)} a night later, when ${changed} of ${customers} changed; a segment's measurement takes ${(stored / 1000).toFixed(0)} KB`,
  );
}

if (import.meta.url === `file://${process.argv[1]}`) {
  benchScoring(Number(process.argv[2] ?? 1_000_000));
  benchPasses();
}
