import type { Language } from '../../shared/language.ts';
import type { ReachCounts } from '../../shared/operations/reach-customers.ts';
import type { Channel } from '../../shared/recipients/address.ts';
import { audienceWords } from '../../shared/words/audience.ts';

/** What is counted of an audience, from those who match to those who would get a message. */
export interface Funnel extends ReachCounts {
  readonly customers: number;
  readonly inAudience: number;
  readonly channel: Channel;
}

/**
 * The stages from all who match to those who would get a message, with how many are left at each.
 *
 * @param entering what is said of those who would enter, for a campaign that lets not all in
 */
export function funnelLine(
  { customers, inAudience, channel, ...reach }: Funnel,
  language: Language,
  entering?: string,
): string {
  const words = audienceWords[language];
  const shown = (count: number) => count.toLocaleString(language);
  return [
    words.stages.matches(shown(inAudience), shown(customers)),
    ...(entering === undefined ? [] : [entering]),
    words.stages.withAddress(shown(reach.withAddress), channel),
    words.stages.withConsent(shown(reach.withConsent)),
    words.stages.notSuppressed(shown(reach.notSuppressed)),
    words.stages.notCapped(shown(reach.notCapped)),
    words.stages.wouldReceive(shown(reach.reachable), channel),
  ].join(' → ');
}
