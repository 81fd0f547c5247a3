import { isDeepStrictEqual } from 'node:util';
import { normaliseCode } from '../code.ts';
import { isSameCode, type WrittenSharedCode } from '../coupons/shared-code.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';
import type { StepTemplate } from './actions/action.ts';
import { templatesOf } from './actions/actions.ts';
import type { Campaign } from './campaign.ts';

type Issued = NonNullable<StepTemplate['coupon']>;

/** The coupons of a campaign's steps, by the step's index. */
export const couponsOf = ({ steps }: Pick<Campaign, 'steps'>): readonly (Issued | undefined)[] =>
  steps.map(({ action }) => templatesOf(action).flatMap(({ coupon }) => coupon ?? [])[0]);

/** The shared codes that a campaign's steps send; one that several send comes several times. */
export const sharedCodesOf = (campaign: Pick<Campaign, 'steps'>): readonly WrittenSharedCode[] =>
  couponsOf(campaign).flatMap((coupon) => coupon?.shared ?? []);

/**
 * Every step that sends a shared code with other terms than an earlier one: a customer has one coupon with the code, so
 * the later terms would never hold. How long it is valid may differ, since a reminder comes later. Empty when there is none.
 */
export function sharedCodeProblems(campaign: Pick<Campaign, 'steps'>, language: Language = 'en'): string[] {
  const coupons = couponsOf(campaign);
  return coupons.flatMap((coupon, index) => {
    if (coupon?.shared === undefined) return [];
    const { code } = coupon.shared;
    const first = coupons.findIndex((one) => one?.shared !== undefined && isSameCode(one.shared.code, code));
    return isDeepStrictEqual(termsOf(coupons[first]), termsOf(coupon))
      ? []
      : [`steps.${index + 1}.coupon: ${fileWords[language].differingCode(code, first + 1)}`];
  });
}

const termsOf = (coupon: Issued | undefined) => ({
  ...coupon,
  validFor: undefined,
  shared: coupon?.shared && { ...coupon.shared, code: normaliseCode(coupon.shared.code) },
});
