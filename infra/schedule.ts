/**
 * When the night begins, on the shop's clock. Not at two: where clocks go forward at two, there is no two o'clock that
 * day, and EventBridge Scheduler leaves out what falls into the gap. No gap in the world reaches four.
 */
export const nightBeginsAtHour = 4;

/** When campaigns run, each hour: half past, so that the night, which runs them too, begins in between. */
export const campaignsRunAtMinute = 30;
