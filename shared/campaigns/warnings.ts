import { addDays, type PlainDate } from '../calendar.ts';
import { wholeDays } from '../duration.ts';
import type { Language } from '../language.ts';
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
 * The first day on which a broadcast can still go out, for one whose day is earlier: nobody would ever enter it, since
 * its customers are chosen in the night before. Undefined for any other campaign.
 */
export function earliestBroadcast(
  { trigger }: Pick<Campaign, 'trigger'>,
  nextNight: PlainDate,
): PlainDate | undefined {
  const earliest = addDays(nextNight, 1);
  const day = broadcastDayOf(trigger);
  return day !== undefined && day < earliest ? earliest : undefined;
}

/** The days that what is about to be published is compared with. */
export interface Publishing {
  readonly today: PlainDate;
  readonly nextNight: PlainDate;
}

/** What to say of a campaign that would decide, or go out, on a day that is too early. */
export function untimely(
  campaign: Campaign,
  { today, nextNight }: Publishing,
  language: Language,
): readonly string[] {
  const { name, decideOn, trigger } = campaign;
  const words = commandWords[language].campaigns;
  const decision = earliestDecision(campaign, today);
  const sending = earliestBroadcast(campaign, nextNight);
  const day = broadcastDayOf(trigger);
  return [
    ...(decision !== undefined && decideOn !== undefined
      ? [words.decidesEarly(name, decideOn, decision)]
      : []),
    ...(sending !== undefined && day !== undefined ? [words.broadcastOver(name, day, sending)] : []),
  ];
}
