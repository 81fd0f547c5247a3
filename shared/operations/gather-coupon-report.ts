import type { PlainDate } from '../calendar.ts';
import { placesLeft } from '../coupons/shared-code.ts';
import type { CampaignId } from '../ids.ts';
import type { Currency } from '../money.ts';
import {
  addCoupons,
  addCouponsByCode,
  addStandings,
  type CouponStanding,
  type CouponsByCode,
  noCouponsByCode,
  standingOn,
} from '../report/shop/coupon-sums.ts';
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
 * Gathers what became of all coupons, as the nights have counted them, and how many places shared codes have left now: no
 * customer, coupon or enrolment is read, so it costs the same whatever their number.
 *
 * @param today in the shop's time zone
 */
export async function gatherCouponReport(
  store: Pick<Store, 'settings' | 'campaigns' | 'reports' | 'sharedCodes'>,
  today: PlainDate,
): Promise<CouponReport> {
  const { shopName, currency } = await store.settings.load();
  const counted = await store.reports.all();
  const places = await placesLeftOf(store, counted);
  const lines = await Promise.all(
    counted.map(async ({ campaign: id, version, countedOn, sums }) => {
      const { name } = (await store.campaigns.version(id, version)).campaign;
      return { id, version, name, countedOn, ...lineOf(sums, today, places) };
    }),
  );
  return {
    shopName,
    currency,
    asOf: today,
    campaigns: lines
      .filter(({ issued }) => issued > 0)
      .sort((a, b) => b.outstanding - a.outstanding || b.issued - a.issued || a.id.localeCompare(b.id)),
    // Versions that send the same code share its places.
    total: lineOf(counted.map(({ sums }) => sums).reduce(addCouponsByCode, noCouponsByCode), today, places),
  };
}

/** The places that each shared code has left. */
async function placesLeftOf(
  store: Pick<Store, 'sharedCodes'>,
  counted: readonly { readonly sums: CouponsByCode }[],
): Promise<ReadonlyMap<string, number>> {
  const codes = [...new Set(counted.flatMap(({ sums }) => Object.keys(sums.sharedCodes)))];
  const known = await Promise.all(
    codes.map(async (code) => [code, await store.sharedCodes.find(code)] as const),
  );
  return new Map(known.flatMap(([code, found]) => (found ? [[code, placesLeft(found)]] : [])));
}

function lineOf(
  { coupons, sharedCodes }: CouponsByCode,
  today: PlainDate,
  places: ReadonlyMap<string, number>,
): CouponLine {
  const shared = Object.entries(sharedCodes);
  const standing = shared
    .map(([code, sums]) => standingOn(sums, today, places.get(code)))
    .reduce(addStandings, standingOn(coupons, today));
  const all = shared.map(([, sums]) => sums).reduce(addCoupons, coupons);
  return { ...standing, discount: all.discount, spent: all.spent };
}
