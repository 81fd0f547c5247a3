import type { PlainDate } from '../calendar.ts';
import type { CampaignId } from '../ids.ts';
import type { Currency } from '../money.ts';
import { addCoupons, type CouponStanding, noCoupons, standingOn } from '../report/shop/coupon-sums.ts';
import type { Store } from '../store/store.ts';

/** Coupons, and what those that were used came to, in minor units. */
export interface CouponLine extends CouponStanding {
  /** What orders took off for them. */
  readonly discount: number;
  /** What these orders came to, less what was given back for them. */
  readonly spent: number;
}

/** What a shop has promised by coupons, and what became of it. */
export interface CouponReport {
  readonly shopName: string;
  readonly currency: Currency;
  /** The day on which those that are still valid are outstanding. */
  readonly asOf: PlainDate;
  /** One for each version that has issued coupons, those with the most outstanding first. */
  readonly campaigns: readonly (CouponLine & {
    readonly id: CampaignId;
    readonly version: number;
    readonly name: string;
    /** The night that counted them last. */
    readonly countedOn: PlainDate;
  })[];
  readonly total: CouponLine;
}

/**
 * Gathers what became of all coupons, as the nights have counted them: no customer, coupon or enrolment is read, so it
 * costs the same whatever their number.
 *
 * @param today in the shop's time zone
 */
export async function gatherCouponReport(
  store: Pick<Store, 'settings' | 'campaigns' | 'reports'>,
  today: PlainDate,
): Promise<CouponReport> {
  const { shopName, currency } = await store.settings.load();
  const counted = await store.reports.all();
  const lines = await Promise.all(
    counted.map(async ({ campaign: id, version, countedOn, sums: { coupons } }) => {
      const { name } = (await store.campaigns.version(id, version)).campaign;
      const { discount, spent } = coupons;
      return { id, version, name, countedOn, ...standingOn(coupons, today), discount, spent };
    }),
  );
  const all = counted.map(({ sums }) => sums.coupons).reduce(addCoupons, noCoupons);
  return {
    shopName,
    currency,
    asOf: today,
    campaigns: lines
      .filter(({ issued }) => issued > 0)
      .sort((a, b) => b.outstanding - a.outstanding || b.issued - a.issued || a.id.localeCompare(b.id)),
    total: { ...standingOn(all, today), discount: all.discount, spent: all.spent },
  };
}
