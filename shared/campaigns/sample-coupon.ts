import { addDays, type PlainDate } from '../calendar.ts';
import { offerIn } from '../coupons/written-offer.ts';
import { wholeDays } from '../duration.ts';
import type { PromisedCoupon } from '../email/coupon-in-email.ts';
import type { Currency } from '../money.ts';
import type { StepTemplate } from './actions/action.ts';
import type { Campaign } from './campaign.ts';
import { couponDayOf } from './triggers/trigger.ts';

/** Looks like a code, and is nobody's. */
export const sampleCode = 'ABCD-EFGH-JKMN';

/**
 * What an email would promise if it were sent: the coupon that its step issues, with a code that is nobody's even where
 * customers share one, because a shared code works for whoever knows it; some coupon in a campaign that reminds of them;
 * undefined for an email without one.
 *
 * @param on the day on which it would be issued
 */
export function sampleCoupon(
  issued: StepTemplate['coupon'],
  { trigger }: Pick<Campaign, 'trigger'>,
  currency: Currency,
  on: PlainDate,
): PromisedCoupon | undefined {
  if (issued !== undefined) {
    const { shared, validFor } = issued;
    const expiresOn = addDays(on, wholeDays(validFor));
    return {
      ...offerIn(issued, currency),
      code: sampleCode,
      expiresOn,
      ...(shared && { shared: { limit: shared.limit } }),
    };
  }
  const expiresOn = couponDayOf(trigger, on);
  return expiresOn && { code: sampleCode, expiresOn, benefit: { kind: 'free-shipping' } };
}
