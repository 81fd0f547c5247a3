import type { ReportWords } from '../../words/report.ts';
import type { Advice } from './look-at-next.ts';

/** An advice as a sentence in the language of the words. */
export function adviceSentence(advice: Advice, { advice: words }: Pick<ReportWords, 'advice'>): string {
  const { kind } = advice;
  switch (kind) {
    case 'campaign-works':
      return words[kind](advice.campaign, advice.extraAtLeast, advice.extraAtMost);
    case 'campaign-harms':
      return words[kind](advice.campaign);
    case 'campaign-undecided':
      return words[kind](advice.campaign, advice.visibleFrom);
    case 'campaign-just-begun':
      return words[kind](advice.campaign, advice.days, advice.of);
    case 'uneven-groups':
      return words[kind](advice.campaign, advice.share, advice.holdout);
    case 'complaints':
    case 'bounces':
      return words[kind](advice.campaign, advice.share);
    case 'unknown-deliveries':
      return words[kind](advice.campaign, advice.count);
    case 'no-address':
    case 'no-consent':
      return words[kind](advice.share);
    case 'calls-overdue':
      return words[kind](advice.count);
    case 'calls-not-made':
      return words[kind](advice.count, advice.share);
    case 'more-leave-than-return':
      return words[kind](advice.fellSilent, advice.cameBack);
    case 'nobody-enters':
      return words[kind](advice.nights);
  }
}
