import type { BudgetStop } from '../campaigns/budget.ts';
import type { Language } from '../language.ts';
import { lifecycleWords } from '../words/lifecycle.ts';

/** The limit of a budget, as a marketer reads it: a number, or an amount in whole units. */
export const limitText = ({ part, limit }: BudgetStop, language: Language): string =>
  lifecycleWords[language].budget.parts[part](limit.toLocaleString(language));
