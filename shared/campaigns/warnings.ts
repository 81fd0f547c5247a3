import { addDays, type PlainDate } from '../calendar.ts';
import { wholeDays } from '../duration.ts';
import type { Campaign } from './campaign.ts';
import type { StepGuard } from './step-guards.ts';

/** Something in a campaign that is allowed, and seldom what its author means. Steps are counted from 1. */
export interface CampaignWarning {
  readonly kind: 'guarded-by-opens';
  readonly step: number;
}

/**
 * What to think over before publishing. A guard on `opened` lets mail programs decide: in Litmus's figures for 2022 about
 * half of all recorded opens came from Apple's Mail Privacy Protection, which loads images whether or not anybody reads.
 * What SES or we recognise of that is kept apart, but not all of it is recognised.
 */
export const warningsOf = ({ steps }: Pick<Campaign, 'steps'>): readonly CampaignWarning[] =>
  steps.flatMap(({ unless, onlyIf = [] }, index) =>
    [...unless, ...onlyIf].some(isAboutOpens) ? [{ kind: 'guarded-by-opens', step: index + 1 } as const] : [],
  );

const isAboutOpens = (guard: StepGuard): boolean =>
  guard === 'opened' || (typeof guard === 'object' && 'step' in guard && guard.was === 'opened');

/**
 * The first day on which anybody's goal will have ended, for a campaign that would decide before it; undefined for any
 * other. Such a decision is about orders that nobody had the time for.
 *
 * @param publishedOn the day from which customers enter
 */
export function earliestDecision(
  { decideOn, goal }: Pick<Campaign, 'decideOn' | 'goal'>,
  publishedOn: PlainDate,
): PlainDate | undefined {
  const earliest = addDays(publishedOn, wholeDays(goal.within) + 1);
  return decideOn !== undefined && decideOn < earliest ? earliest : undefined;
}
