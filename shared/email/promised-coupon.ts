import type { Language } from '../language.ts';
import { emailWords } from '../words/email.ts';
import type { Template } from './template.ts';

/** The email for a customer whom staff reached by phone and who is interested. */
export const promisedCoupon: Readonly<Record<Language, Template>> = {
  en: emailWords.en.promisedCoupon,
  zh: emailWords.zh.promisedCoupon,
};
