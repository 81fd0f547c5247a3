/** When a customer bought, in whole days; x, t_x and T as in Fader, Hardie & Lee (2005). */
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

/** The number of days in each unit. */
export const daysIn: Readonly<Record<TimeUnit, number>> = { days: 1, weeks: 7 };
