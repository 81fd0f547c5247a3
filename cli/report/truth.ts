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
    const fact = factOf(truth, name, words);
    return [`  • ${fact}${words.between}${words.judgements[judgementOf(truth, difference?.verdict)]}`];
  });
  return `\n${[heading(words.title, pageIn(language, isColoured)), ...lines].join('\n')}\n`;
}

/** An effect that is written as nothing has not shown yet. */
function factOf({ isEffective, effect }: TrueEffect, name: string, words: TruthWords): string {
  if (!isEffective) return words.doesNothing(name);
  return Math.abs(effect) < leastShown ? words.raisesLater(name) : words.raises(name, effect);
}

/** Half of a tenth of a point. */
const leastShown = 0.0005;

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
