import type { Trigger } from '../campaigns/triggers/trigger.ts';
import type { Language } from '../language.ts';
import { labels } from '../words/labels.ts';
import { lifecycleWords } from '../words/lifecycle.ts';

/** What begins a campaign, as a marketer says it. */
export function triggerText(trigger: Trigger, language: Language): string {
  const words = lifecycleWords[language].triggers;
  if (trigger === 'audience') return words.audience;
  if ('broadcast' in trigger) return words.broadcast(trigger.broadcast);
  if ('tierReached' in trigger)
    return words.tierReached(trigger.tierReached.map((tier) => labels[language].tiers[tier]));
  if ('date' in trigger) return words.days(words[trigger.date], trigger.days);
  const name = words.events[trigger.event];
  return trigger.event === 'custom' ? `${name} ${trigger.name}` : name;
}
