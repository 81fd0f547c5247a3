import type { Language } from '../../shared/language.ts';
import type { Verdict } from '../../shared/report/shop/difference.ts';
import type { ShopReport } from '../../shared/report/shop/shop-report.ts';
import { type TruthWords, truthWords } from '../../shared/words/truth.ts';
import type { TrueEffect } from '../../simulation/days/true-effects.ts';
import { heading, pageIn } from './page.ts';

/** What the campaigns of a simulated shop truly do, and whether its report says so; campaigns in the report's order. */
export function renderTruth(
  { campaigns }: Pick<ShopReport, 'campaigns'>,
  effects: readonly TrueEffect[],
  language: Language,
  isColoured: boolean,
): string {
  const words = truthWords[language];
  const lines = campaigns.flatMap(({ id, name, difference }) => {
    const truth = effects.find(({ campaign }) => campaign === id);
    if (truth === undefined) return [];
    const fact = truth.isEffective ? words.raises(name, truth.effect) : words.doesNothing(name);
    return [`  • ${fact}${words.between}${words.judgements[judgementOf(truth, difference?.verdict)]}`];
  });
  return `\n${[heading(words.title, pageIn(language, isColoured)), ...lines].join('\n')}\n`;
}

/** How a verdict compares with the truth. */
function judgementOf(
  { isEffective }: TrueEffect,
  verdict: Verdict | undefined,
): keyof TruthWords['judgements'] {
  switch (verdict) {
    case 'raised':
      return isEffective ? 'found' : 'wrong';
    case 'lowered':
      return 'wrong';
    case 'undecided':
      return isEffective ? 'not-seen' : 'rightly-undecided';
    default:
      return 'no-verdict';
  }
}
