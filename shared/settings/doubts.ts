import { decimalsOf } from '../money.ts';
import type { Settings } from './settings.ts';

/** A setting, or the lack of one, that is allowed and yet looks like a mistake. Amounts are in minor units. */
export type SettingDoubt =
  | { readonly kind: 'tier-tiny'; readonly tier: TierName; readonly from: number }
  | {
      readonly kind: 'tier-too-low';
      readonly tier: TierName;
      readonly from: number;
      readonly meanOrder: number;
    }
  | {
      readonly kind: 'tier-too-high';
      readonly tier: TierName;
      readonly from: number;
      readonly meanOrder: number;
    }
  | { readonly kind: 'no-postal-address' };

type TierName = 'silver' | 'gold' | 'platinum';

const tierNames = ['silver', 'gold', 'platinum'] as const;

/** Where nothing is known about the orders, a tier from fewer whole units than this is taken for an amount in cents. */
const tinyUnits = 5;
/** More than this many orders a year is what nobody reaches. */
const ordersNobodyPlaces = 1000;

/**
 * What to ask about before settings are saved: a tier that one order reaches, or that nobody can reach, as when an
 * amount was meant in cents; and a shop without an address in its emails.
 *
 * @param meanOrder what an order is worth on average, in minor units; undefined while nothing is known
 */
export const doubtsAboutSettings = (settings: Settings, meanOrder: number | undefined): SettingDoubt[] => [
  ...doubtsAboutTiers(settings, meanOrder),
  // The law of most countries wants it in every email of a shop: the CAN-SPAM Act (15 U.S.C. 7704), for example, and the
  // German DDG (§ 5).
  ...(settings.postalAddress === undefined ? [{ kind: 'no-postal-address' } as const] : []),
];

function doubtsAboutTiers({ tiers, currency }: Settings, meanOrder: number | undefined): SettingDoubt[] {
  return tierNames.flatMap((tier): SettingDoubt[] => {
    const from = tiers[tier];
    if (from < tinyUnits * 10 ** decimalsOf(currency)) return [{ kind: 'tier-tiny', tier, from }];
    if (meanOrder === undefined) return [];
    if (from > meanOrder * ordersNobodyPlaces) return [{ kind: 'tier-too-high', tier, from, meanOrder }];
    // One good order may well make a customer silver; gold and platinum are for more than one.
    if (from < meanOrder / (tier === 'silver' ? 2 : 1))
      return [{ kind: 'tier-too-low', tier, from, meanOrder }];
    return [];
  });
}
