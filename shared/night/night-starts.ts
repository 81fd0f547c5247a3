/**
 * What becomes of a night that somebody wants to run now.
 *
 * - `started`: it begins
 * - `resumed`: it had broken off, and goes on from there
 * - `running`: it runs already; should its execution have died unnoticed, it is taken over
 * - `closed-already`, `overtaken`: nothing is done, because it or a later one has closed
 */
export const nightStarts = ['started', 'resumed', 'running', 'closed-already', 'overtaken'] as const;
export type NightStart = (typeof nightStarts)[number];
