import { amountsNotIn } from '../coupons/written-offer.ts';
import type { Language } from '../language.ts';
import { type Currency, inMinorUnits } from '../money.ts';
import { fileWords } from '../words/file.ts';
import { templatesOf } from './actions/actions.ts';
import type { Campaign } from './campaign.ts';

/**
 * Every amount in a campaign's budget and coupons that the shop's currency does not have, such as half a yen. A campaign file does
 * not know the currency, so this is checked once the shop is known. Empty when there is none.
 */
export const amountProblems = (
  { steps, budget }: Pick<Campaign, 'steps' | 'budget'>,
  currency: Currency,
  language: Language = 'en',
): string[] => {
  const problem = (units: number) => fileWords[language].notInCurrency(units, currency);
  const ofBudget =
    budget?.discount !== undefined && inMinorUnits(budget.discount, currency) === undefined
      ? [`budget.discount: ${problem(budget.discount)}`]
      : [];
  const ofSteps = steps.flatMap(({ action }, index) =>
    templatesOf(action)
      .flatMap(({ coupon }) => (coupon === undefined ? [] : amountsNotIn(coupon, currency)))
      .map(([key, units]) => `steps.${index + 1}.${action.type}.${key}: ${problem(units)}`),
  );
  return [...ofBudget, ...ofSteps];
};
