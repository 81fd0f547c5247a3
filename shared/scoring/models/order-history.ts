/** When a customer bought, in whole days. */
export interface OrderHistory {
  /** x: days with an order after the first one. */
  readonly repeats: number;
  /** t_x: days from the first order to the last. */
  readonly lastAfterDays: number;
  /** T: days from the first order to the night. */
  readonly ageDays: number;
}

export const timeUnits = ['days', 'weeks'] as const;
export type TimeUnit = (typeof timeUnits)[number];

export const daysIn: Readonly<Record<TimeUnit, number>> = { days: 1, weeks: 7 };
