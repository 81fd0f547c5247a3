import { budgetParts } from '../../shared/campaigns/budget.ts';
import type { Language } from '../../shared/language.ts';
import { decimalsOf } from '../../shared/money.ts';
import type { CampaignOverview } from '../../shared/operations/gather-campaigns.ts';
import { limitText } from '../../shared/screens/limit-text.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';

/** What a campaign has used up of its budget; undefined for one without. */
export function budgetText(
  { budget, spent }: Pick<CampaignOverview, 'budget' | 'spent'>,
  language: Language,
  { currency }: Pick<Settings, 'currency'>,
): string | undefined {
  if (budget === undefined || spent === undefined) return undefined;
  const words = lifecycleWords[language].budget;
  const used = { ...spent, discount: spent.discount / 10 ** decimalsOf(currency) };
  return budgetParts
    .flatMap((part) => {
      const limit = budget[part];
      if (limit === undefined) return [];
      return words.spentOf(used[part].toLocaleString(language), limitText({ part, limit }, language));
    })
    .join(' · ');
}
