import { addDays, dayIn, type Instant, type PlainDate, timeIn } from '../calendar.ts';
import { wholeDays } from '../duration.ts';
import type { Language } from '../language.ts';
import { nightBeginsAtTime } from '../night-begins.ts';
import { commandWords } from '../words/commands.ts';
import type { Campaign } from './campaign.ts';
import type { StepGuard } from './step-guards.ts';
import { broadcastDayOf } from './triggers/trigger.ts';

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

/**
 * The first day that a broadcast can be for, for one whose customers no night will choose any more: that is done in the
 * night of the day before. Undefined for any other campaign.
 *
 * @param at when it is published
 * @param timeZone the shop's
 */
export function earliestBroadcast(
  { trigger }: Pick<Campaign, 'trigger'>,
  at: Instant,
  timeZone: string,
): PlainDate | undefined {
  const today = dayIn(timeZone, at);
  const isBeforeNight = timeIn(timeZone, at) < nightBeginsAtTime.slice(0, 5);
  const earliest = addDays(today, isBeforeNight ? 1 : 2);
  const day = broadcastDayOf(trigger);
  return day !== undefined && day < earliest ? earliest : undefined;
}

/** What to say of the days that a campaign names, if it were published at a moment. */
export function dayWarnings(
  campaign: Campaign,
  at: Instant,
  timeZone: string,
  language: Language,
): readonly string[] {
  const { decidesEarly, broadcastTooLate } = commandWords[language].campaigns;
  const { name, decideOn, trigger } = campaign;
  const decision = earliestDecision(campaign, dayIn(timeZone, at));
  const broadcast = earliestBroadcast(campaign, at, timeZone);
  const day = broadcastDayOf(trigger);
  return [
    ...(decision !== undefined && decideOn !== undefined ? [decidesEarly(name, decideOn, decision)] : []),
    ...(broadcast !== undefined && day !== undefined ? [broadcastTooLate(name, day, broadcast)] : []),
  ];
}
