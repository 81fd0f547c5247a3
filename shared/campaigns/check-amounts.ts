import { amountsNotIn } from '../coupons/written-offer.ts';
import type { Language } from '../language.ts';
import type { Currency } from '../money.ts';
import { fileWords } from '../words/file.ts';
import { templatesOf } from './actions/actions.ts';
import type { Campaign } from './campaign.ts';

/**
 * Every amount in a campaign's coupons that the shop's currency does not have, such as half a yen. A campaign file does
 * not know the currency, so this is checked once the shop is known. Empty when there is none.
 */
export const amountProblems = (
  { steps }: Pick<Campaign, 'steps'>,
  currency: Currency,
  language: Language = 'en',
): string[] =>
  steps.flatMap(({ action }, index) =>
    templatesOf(action)
      .flatMap(({ coupon }) => (coupon === undefined ? [] : amountsNotIn(coupon, currency)))
      .map(([key, units]) => {
        const problem = fileWords[language].notInCurrency(units, currency);
        return `steps.${index + 1}.${action.type}.${key}: ${problem}`;
      }),
  );
