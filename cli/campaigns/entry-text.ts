import type { Campaign } from '../../shared/campaigns/campaign.ts';
import { broadcastDayOf, isEventTrigger } from '../../shared/campaigns/triggers/trigger.ts';
import type { Language } from '../../shared/language.ts';
import { type AudienceCount, countedDays } from '../../shared/operations/count-audience.ts';
import { triggerText } from '../../shared/screens/trigger-text.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { funnelLine } from '../audience/funnel.ts';

/** How many customers a campaign would concern, and how they come into it, by what begins it. */
export function entryLines(
  { trigger, holdout }: Pick<Campaign, 'trigger' | 'holdout'>,
  counted: AudienceCount,
  language: Language,
): string[] {
  const words = commandWords[language].campaigns;
  const shown = counted.entering.toLocaleString(language);
  const funnel = funnelLine(counted, language, enteringIn(trigger, shown, language));
  const heldOut =
    holdout === 0 ? '' : `${language === 'zh' ? '，' : '; '}${words.heldOut(percentIn(language)(holdout))}`;
  const rate = rateIn(trigger, counted, language);
  return [`${funnel}${heldOut}`, ...(rate === undefined ? [] : [rate])];
}

function enteringIn(trigger: Campaign['trigger'], shown: string, language: Language): string {
  const words = commandWords[language].campaigns;
  const day = broadcastDayOf(trigger);
  if (day !== undefined) return words.enteringOn(shown, day);
  return trigger === 'audience' ? words.entering(shown) : words.letIn(shown);
}

/** How often what begins a campaign comes; undefined where the night, or one day, lets all in. */
function rateIn(
  trigger: Campaign['trigger'],
  { withinDays }: Pick<AudienceCount, 'withinDays'>,
  language: Language,
): string | undefined {
  const { byEvent, byUnknownEvent, byDate } = commandWords[language].campaigns;
  const isOwnDay = trigger !== 'audience' && 'date' in trigger;
  const event = triggerText(trigger, language);
  if (withinDays === undefined) return isEventTrigger(trigger) ? byUnknownEvent(event) : undefined;
  const shown = withinDays.toLocaleString(language);
  const perDay = (withinDays / countedDays).toLocaleString(language, { maximumFractionDigits: 1 });
  return isOwnDay ? byDate(countedDays, shown, perDay) : byEvent(event, countedDays, shown, perDay);
}

/**
 * What makes a campaign look like a mistake: it is for everybody, or for most. Nobody is surprised by a campaign that an
 * event or a day of the customers' own begins: it is for few at a time, whatever its audience.
 */
export function doubtsAbout(
  { name, audience, trigger }: Pick<Campaign, 'name' | 'audience' | 'trigger'>,
  counted: AudienceCount | undefined,
  language: Language,
): string[] {
  const words = commandWords[language].campaigns;
  const number = (value: number) => value.toLocaleString(language);
  if (trigger !== 'audience' && !('broadcast' in trigger)) return [];
  if (Object.keys(audience).length === 0) return [words.everybody(name)];
  if (counted === undefined || counted.inAudience <= counted.customers / 2) return [];
  return [words.moreThanHalf(name, number(counted.inAudience), number(counted.customers))];
}
