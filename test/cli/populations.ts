import { plainDate } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';
import type { BacktestOutcome } from '../../shared/operations/run-backtest.ts';
import type { PopulationReport } from '../../shared/report/population/population-report.ts';
import type { RevenueFlow } from '../../shared/scoring/concentration.ts';
import type { Model } from '../../shared/scoring/models/model.ts';

export const model: Model = {
  kind: 'mbg-nbd',
  unit: 'weeks',
  parameters: { r: 0.5, alpha: 10, a: 1, b: 3 },
  gammaGamma: { p: 2, q: 5, v: 10_000 },
  fittedOn: {
    date: plainDate('2026-11-21'),
    customers: 990,
    repeatBuyers: 400,
    logLikelihood: -1,
    iterations: 9,
  },
};

const cell = (customers: number, before: number, buyersNow: number, now: number) => ({
  customers,
  before,
  buyersNow,
  now,
});

/** Half a year against the half year before. */
export const flow: RevenueFlow = {
  periods: {
    months: 6,
    before: { from: '2025-11', to: '2026-04' },
    now: { from: '2026-05', to: '2026-10' },
  },
  heavyShare: 0.2,
  heavyFrom: 20_000,
  heavy: cell(100, 500_000, 80, 400_000),
  light: cell(400, 300_000, 200, 240_000),
  returned: cell(50, 0, 50, 60_000),
  firstTime: cell(200, 0, 200, 300_000),
};

/** The report of a made-up shop of 1,000 customers; a test overrides what it is about. */
export const populationReport = (more: Partial<PopulationReport> = {}): PopulationReport => ({
  shopName: 'Fernway',
  instalmentsFrom: 20_000,
  targets: [],
  currency: currencySchema.parse('GBP'),
  asOf: plainDate('2026-11-21'),
  customers: 1000,
  lifecycles: { prospect: 10, 'first-time': 300, active: 400, cooling: 90, silent: 120, lost: 80 },
  movements: { 'active>cooling': 12, 'silent>active': 3, 'new>first-time': 25 },
  reactivated: 3,
  tiers: { bronze: 700, silver: 200, gold: 80, platinum: 20 },
  rfm: {
    grid: [
      [150, 0, 20, 18, 10],
      [140, 0, 30, 20, 8],
      [120, 0, 40, 25, 13],
      [100, 0, 50, 30, 18],
      [60, 0, 60, 37, 41],
    ],
    segments: {
      champions: 78,
      loyal: 86,
      'potential-loyalist': 110,
      new: 60,
      promising: 100,
      'need-attention': 40,
      'about-to-sleep': 120,
      'at-risk': 88,
      'cannot-lose': 18,
      hibernating: 140,
      lost: 150,
    },
    groups: {
      'important-value': 100,
      'important-develop': 60,
      'important-keep': 50,
      'important-retain': 70,
      'general-value': 26,
      'general-develop': 210,
      'general-keep': 44,
      'general-retain': 430,
    },
    empty: { recency: [], frequency: [2], monetary: [] },
  },
  types: { dissatisfied: 20, loyal: 110, 'discount-driven': 70, new: 300, prospect: 10 },
  borderline: { 'slowed-regular': 90, sleeper: 120, 'interested-prospect': 4 },
  traits: {
    'discount-driven': 70,
    dissatisfied: 20,
    loyal: 110,
    'high-value': 198,
    interested: 33,
    reactivated: 7,
    potential: 45,
    effective: 150,
  },
  man: { '???': 500, MAN: 100, mAn: 250, 'M?n': 150 },
  gaps: { activeDays: 61, coolingDays: 112, silentDays: 300, source: 'measured' },
  meanGapDays: 44,
  horizonDays: 90,
  model: { fitted: true, model },
  meanChance: 0.234,
  lifetimeValue: Array.from({ length: 99 }, (_, index) => (index + 1) * 100),
  lifetimeMonths: 12,
  concentration: {
    window: { from: plainDate('2025-09-03'), to: plainDate('2026-11-21') },
    customers: 990,
    revenue: 2_000_000,
    orders: 500,
    topFifthShare: 0.612,
    gini: 0.5512,
    flow,
  },
  ...more,
});

/** A backtest in which 1.5 times as many orders came as were predicted. */
export const backtested: BacktestOutcome = {
  fitted: true,
  split: { on: plainDate('2026-08-13'), horizonDays: 100 },
  model,
  currency: currencySchema.parse('GBP'),
  money: {
    expected: 400_000,
    came: 660_000,
    factor: 1.65,
    factorInterval: { low: 1.4, high: 1.9 },
    deciles: [{ customers: 900, expected: 400_000, came: 660_000 }],
  },
  calibration: {
    customers: 900,
    expectedOrders: 1000,
    orders: 1500,
    factor: 1.5,
    auc: 0.761,
    deciles: Array.from({ length: 10 }, (_, tenth) => ({
      customers: 90,
      chanceOfOrder: tenth / 20,
      ordered: tenth / 12,
      expectedOrders: 100,
      orders: 150,
    })),
  },
  aucByFrequency: 0.702,
  aucByRecency: 0.681,
  orderedAgain: [
    { lifecycle: 'active', customers: 500, share: 0.6 },
    { lifecycle: 'lost', customers: 400, share: 0.1 },
  ],
};
