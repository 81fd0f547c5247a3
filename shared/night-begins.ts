/**
 * The hour at which the night begins, in the shop's time zone. Not two o'clock: where clocks go forward at two, that
 * hour does not exist on one day of the year, and EventBridge Scheduler skips what falls into the gap. No time zone
 * has a gap at four.
 */
export const nightBeginsAtHour = 4;

/** The same as a clock shows it. */
export const nightBeginsAtTime = `${String(nightBeginsAtHour).padStart(2, '0')}:00:00`;
