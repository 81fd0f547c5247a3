import type { PlainDate } from '../../shared/calendar.ts';
import type { Locale } from './names.ts';
import type { Period } from './period.ts';

/**
 * Time as buyers feel it: a busy day lasts longer than a quiet one. Gaps between orders are drawn in this time, which
 * gives every rhythm the seasons without touching how the rhythms are drawn.
 */
export interface SeasonalTime {
  /** Felt time that has passed at the beginning of a day (its index in the period). */
  startOf(dayIndex: number): number;
  /** The day (its index in the period) on which a felt time falls; `undefined` after the last. */
  dayOf(feltDays: number): number | undefined;
}

/** January first; around 1, because a felt day should be a day in the mean. */
const demandByMonth = {
  western: [0.9, 0.82, 0.88, 0.92, 0.95, 0.93, 0.88, 0.83, 0.95, 1.02, 1.42, 1.5],
  chinese: [0.95, 0.9, 0.95, 0.95, 1.0, 1.1, 0.9, 0.9, 1.0, 1.0, 1.4, 1.0],
} as const;

/** Sunday first. */
const demandByWeekday = [1.18, 1.1, 1.0, 0.96, 0.95, 0.93, 0.88] as const;

const salesByMonthAndDay = [
  { from: '01-02', to: '01-11', percentOff: 20 },
  { from: '06-20', to: '06-28', percentOff: 15 },
  { from: '11-21', to: '11-30', percentOff: 25 },
] as const;

/** Percent taken off everything on a day; 0 when there is no sale. */
export function salePercent(day: PlainDate): number {
  const monthAndDay = day.slice(5);
  return (
    salesByMonthAndDay.find((sale) => sale.from <= monthAndDay && monthAndDay <= sale.to)?.percentOff ?? 0
  );
}

const chineseCalendar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

/** Chinese New Year's Day, which falls between 21 January and 20 February. */
export function chineseNewYear(year: number): number {
  for (let day = 20; day <= 52; day += 1) {
    const epochMs = Date.UTC(year, 0, day);
    if (chineseCalendar.format(epochMs) === '1/1') return epochMs;
  }
  return Date.UTC(year, 1, 5);
}

/** People stock up for three weeks before the New Year and then celebrate for one. */
function newYearDemand(epochMs: number, newYearMs: number): number {
  const daysToGo = (newYearMs - epochMs) / 86_400_000;
  if (daysToGo > 0 && daysToGo <= 21) return 1.9;
  return daysToGo <= 0 && daysToGo > -7 ? 0.45 : 1;
}

/** Whose feasts a customer keeps. */
export const feasts = ['western', 'chinese'] as const;
export type Feasts = (typeof feasts)[number];

export const feastsOf = (locale: Locale): Feasts => (locale === 'zh-CN' ? 'chinese' : 'western');

/** How eagerly people buy on a day; 1 is an ordinary one. */
function demandOn(day: PlainDate, feastsKept: Feasts): number {
  const epochMs = Date.parse(day);
  const date = new Date(epochMs);
  const month = demandByMonth[feastsKept][date.getUTCMonth()] ?? 1;
  const weekday = demandByWeekday[date.getUTCDay()] ?? 1;
  const sale = salePercent(day) > 0 ? 1.3 : 1;
  const holidays =
    feastsKept === 'chinese'
      ? newYearDemand(epochMs, newYearOf(date.getUTCFullYear()))
      : day.slice(5) >= '12-22'
        ? 0.5
        : 1;
  return month * weekday * sale * holidays;
}

const newYears = new Map<number, number>();

function newYearOf(year: number): number {
  const known = newYears.get(year) ?? chineseNewYear(year);
  newYears.set(year, known);
  return known;
}

export interface FeltTimes {
  /** In which customers space their orders. */
  readonly seasons: SeasonalTime;
  /**
   * In which newcomers arrive evenly: the shop grows, so at the end about three times as many come each day as at the
   * beginning.
   */
  readonly arrivals: SeasonalTime;
}

/** The felt times of customers who keep the same feasts. */
export function feltTimes(period: Period, feastsKept: Feasts): FeltTimes {
  const demand = Float64Array.from({ length: period.days }, (_, index) =>
    demandOn(period.dayAt(index), feastsKept),
  );
  return {
    seasons: feltTime(demand),
    arrivals: feltTime(demand.map((length, index) => length * (1 + (2 * index) / period.days))),
  };
}

/** @param lengths of each day */
function feltTime(lengths: Float64Array): SeasonalTime {
  const starts = new Float64Array(lengths.length + 1);
  for (const [index, length] of lengths.entries()) starts[index + 1] = (starts[index] ?? 0) + length;
  const startOf = (index: number) => starts[index] ?? 0;
  return {
    startOf,
    dayOf(feltDays) {
      if (feltDays >= startOf(lengths.length)) return undefined;
      let low = 0;
      let high = lengths.length;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (startOf(middle) <= feltDays) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}
