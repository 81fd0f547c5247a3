import { daysBetween, type Instant, type PlainDate } from '../calendar.ts';
import { isInteraction } from '../interactions/interaction.ts';
import { type Activity, momentOf } from '../profile/activity.ts';
import type { Settings } from './settings.ts';

/** How long a shop keeps what it need not keep. */
export type Retention = Settings['retention'];

/** Facts that count until another one says otherwise, however old they are. */
const kept: ReadonlySet<string> = new Set(['consent', 'tag']);

/**
 * When a fact may be deleted, in seconds since 1970; undefined for one that is kept. Orders are the books, and what a
 * customer agreed to is evidence: both are kept, and so is a tag.
 */
export function factExpiry(fact: Activity, { interactionDays }: Retention): number | undefined {
  if (interactionDays === undefined || !isInteraction(fact) || kept.has(fact.type)) return undefined;
  return daysAfter(momentOf(fact), interactionDays);
}

/** When the enrolment of a customer who entered a campaign may be deleted; undefined for one that is kept. */
export const enrolmentExpiry = (enteredAt: Instant, { journeyDays }: Retention): number | undefined =>
  journeyDays === undefined ? undefined : daysAfter(enteredAt, journeyDays);

const refusalsAtMostDays = 365;

/** When the record of an entry that was refused may be deleted: with enrolments, and after a year at the latest. */
export const refusalExpiry = (at: Instant, { journeyDays = refusalsAtMostDays }: Retention): number =>
  daysAfter(at, Math.min(journeyDays, refusalsAtMostDays));

/** True when enrolments of customers who entered on a day may have been deleted by another. */
export const mayHaveExpired = (entered: PlainDate, on: PlainDate, { journeyDays }: Retention): boolean =>
  journeyDays !== undefined && daysBetween(entered, on) >= journeyDays;

const daysAfter = (moment: Instant, days: number): number =>
  Math.floor(Date.parse(moment) / 1000) + days * 86_400;
