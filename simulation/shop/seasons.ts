import type { PlainDate } from '../../shared/calendar.ts';
import type { Locale } from './names.ts';
import type { Period } from './period.ts';

/**
 * A time scale on which a busy day is longer than a quiet one. Gaps between orders are drawn on this scale, so that all
 * customers follow the seasons and the way gaps are drawn stays the same.
 */
export interface SeasonalTime {
  /** The seasonal time at the start of a day (an index in the period). */
  startOf(dayIndex: number): number;
  /** The day (an index in the period) that contains a seasonal time; `undefined` after the last day. */
  dayOf(seasonalDays: number): number | undefined;
}

/** From January on. The mean is around 1, because a seasonal day should be a day on average. */
const demandByMonth = {
  western: [0.9, 0.82, 0.88, 0.92, 0.95, 0.93, 0.88, 0.83, 0.95, 1.02, 1.42, 1.5],
  chinese: [0.95, 0.9, 0.95, 0.95, 1.0, 1.1, 0.9, 0.9, 1.0, 1.0, 1.4, 1.0],
} as const;

/** From Sunday on. */
const demandByWeekday = [1.18, 1.1, 1.0, 0.96, 0.95, 0.93, 0.88] as const;

const salesByMonthAndDay = [
  { from: '01-02', to: '01-11', percentOff: 20 },
  { from: '06-20', to: '06-28', percentOff: 15 },
  { from: '11-21', to: '11-30', percentOff: 25 },
] as const;

/** The discount on everything on a day, in percent; 0 when there is no sale. */
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

/** Chinese New Year's Day in epoch milliseconds. It is between 21 January and 20 February. */
export function chineseNewYear(year: number): number {
  for (let day = 20; day <= 52; day += 1) {
    const epochMs = Date.UTC(year, 0, day);
    if (chineseCalendar.format(epochMs) === '1/1') return epochMs;
  }
  return Date.UTC(year, 1, 5);
}

/** People stock up for three weeks before the New Year and then celebrate for a week. */
function newYearDemand(epochMs: number, newYearMs: number): number {
  const daysToGo = (newYearMs - epochMs) / 86_400_000;
  if (daysToGo > 0 && daysToGo <= 21) return 1.9;
  return daysToGo <= 0 && daysToGo > -7 ? 0.45 : 1;
}

/** Which holidays a customer observes. */
export type HolidayCalendar = 'western' | 'chinese';

/** The holiday calendar of customers with a locale. */
export const holidayCalendarOf = (locale: Locale): HolidayCalendar =>
  locale === 'zh-CN' ? 'chinese' : 'western';

/** Demand on a day, relative to an ordinary day. */
function demandOn(day: PlainDate, calendar: HolidayCalendar): number {
  const epochMs = Date.parse(day);
  const date = new Date(epochMs);
  const month = demandByMonth[calendar][date.getUTCMonth()] ?? 1;
  const weekday = demandByWeekday[date.getUTCDay()] ?? 1;
  const sale = salePercent(day) > 0 ? 1.3 : 1;
  const holidays =
    calendar === 'chinese'
      ? newYearDemand(epochMs, newYearOf(date.getUTCFullYear()))
      : day.slice(5) >= '12-22'
        ? 0.5
        : 1;
  return month * weekday * sale * holidays;
}

const newYears = new Map<number, number>();

function newYearOf(year: number): number {
  const newYearMs = newYears.get(year) ?? chineseNewYear(year);
  newYears.set(year, newYearMs);
  return newYearMs;
}

/** The time scales of customers with the same holiday calendar. */
export interface SeasonalTimes {
  /** The scale on which customers space their orders. */
  readonly seasons: SeasonalTime;
  /**
   * The scale on which new customers arrive evenly. The shop grows: at the end, about three times as many arrive per
   * day as at the beginning.
   */
  readonly arrivals: SeasonalTime;
}

/** The time scales of a holiday calendar. */
export function seasonalTimesOf(period: Period, calendar: HolidayCalendar): SeasonalTimes {
  const demand = Float64Array.from({ length: period.days }, (_, index) =>
    demandOn(period.dayAt(index), calendar),
  );
  return {
    seasons: createSeasonalTime(demand),
    arrivals: createSeasonalTime(demand.map((length, index) => length * (1 + (2 * index) / period.days))),
  };
}

/** @param lengths the length of each day on the scale */
function createSeasonalTime(lengths: Float64Array): SeasonalTime {
  const starts = new Float64Array(lengths.length + 1);
  for (const [index, length] of lengths.entries()) starts[index + 1] = (starts[index] ?? 0) + length;
  const startOf = (index: number) => starts[index] ?? 0;
  return {
    startOf,
    dayOf(seasonalDays) {
      if (seasonalDays >= startOf(lengths.length)) return undefined;
      let low = 0;
      let high = lengths.length;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if (startOf(middle) <= seasonalDays) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}
