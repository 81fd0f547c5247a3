import { addDays, addMonths, monthOf, type PlainDate } from '../../calendar.ts';

/**
 * How many orders a month brings, from January, where the average month brings 1. Twelve weights with mean 1.
 */
export type Season = readonly number[];

/** With less, one good month would pass for a season. */
export const monthsNeeded = 24;

/** Orders added to both sides, so that a small shop's chance does not become a season. */
const ordersAdded = 20;
/** Habits of longer ago say less, and a profile does not keep them. */
const monthsAtMost = 36;

/**
 * The season of a shop: for each month of the year w = (ΣO + 20)/(ΣMA + 20), normalised to mean 1, where O are its orders
 * and MA the centred moving average over twelve months (2×12), which takes out growth. Undefined before there are 24
 * whole months, since each month of the year needs an average around it.
 *
 * @param firstMonth the month of the first of `orders`, such as `2024-11`
 * @param orders days with a repeat order, by whole month, none left out
 */
export function seasonOf(firstMonth: string, orders: readonly number[]): Season | undefined {
  if (orders.length < monthsNeeded) return undefined;
  const [came, usual] = [new Float64Array(12), new Float64Array(12)];
  for (let month = 6; month < orders.length - 6; month += 1) {
    const ofYear = monthOfYear(addMonths(firstMonth, month));
    came[ofYear] = (came[ofYear] ?? 0) + (orders[month] ?? 0);
    usual[ofYear] = (usual[ofYear] ?? 0) + centredMean(orders, month);
  }
  const weights = Array.from(
    came,
    (inMonth, ofYear) => (inMonth + ordersAdded) / ((usual[ofYear] ?? 0) + ordersAdded),
  );
  return normalised(weights);
}

/**
 * The season up to a day, over as many whole months as there are, 36 at most: those before the day's own, without the
 * month in which the shop opened, unless on its first day.
 *
 * @param byMonth days with a repeat order
 */
export function seasonUpTo(
  asOf: PlainDate,
  firstDay: PlainDate,
  byMonth: Readonly<Record<string, number>>,
): Season | undefined {
  const until = monthOf(asOf);
  const opened = firstDay.endsWith('-01') ? monthOf(firstDay) : addMonths(monthOf(firstDay), 1);
  const oldest = addMonths(until, -monthsAtMost);
  const first = opened > oldest ? opened : oldest;
  const orders: number[] = [];
  for (let month = first; month < until; month = addMonths(month, 1)) orders.push(byMonth[month] ?? 0);
  return seasonOf(first, orders);
}

/** The mean over a year with half a month at either end, so that every month of the year weighs the same. */
function centredMean(orders: readonly number[], month: number): number {
  const ends = ((orders[month - 6] ?? 0) + (orders[month + 6] ?? 0)) / 2;
  return orders.slice(month - 5, month + 6).reduce((sum, one) => sum + one, ends) / 12;
}

/** The weights divided by their mean. */
export function normalised(weights: readonly number[]): Season {
  const mean = weights.reduce((sum, one) => sum + one, 0) / weights.length;
  return weights.map((one) => one / mean);
}

/** From 0 for January. */
const monthOfYear = (month: string): number => Number(month.slice(5, 7)) - 1;

/** The mean weight of the `days` days after `asOf`: by what a forecast for them is multiplied. 1 for no days. */
export function seasonAhead(season: Season, asOf: PlainDate, days: number): number {
  const ahead = Math.floor(days);
  if (ahead < 1) return 1;
  let sum = 0;
  for (let day = 1; day <= ahead; day += 1) sum += season[monthOfYear(monthOf(addDays(asOf, day)))] ?? 1;
  return sum / ahead;
}
