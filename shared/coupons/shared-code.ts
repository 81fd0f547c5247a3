import * as z from 'zod';
import { normaliseCode } from '../code.ts';
import type { CampaignId, CustomerRef } from '../ids.ts';

// Every place is in the one item that decides about them, which has room for this many.
const mostPlaces = 5000;

/** A shared code as a marketer writes it. */
export const writtenSharedCodeSchema = z.strictObject({
  code: z
    .string()
    .regex(
      /^[A-Za-z0-9](?:-?[A-Za-z0-9]){3,23}$/,
      'a shared code has 4 to 24 letters A to Z and digits, with single hyphens between them',
    )
    .transform((code) => code.toUpperCase())
    .describe('The code that all customers get, such as SPRING-26. No other campaign can have it.'),
  limit: z
    .int()
    .min(1)
    .max(
      mostPlaces,
      'a shared code has at most 5,000 uses; without `shared`, everybody gets a code of their own',
    )
    .describe('How many customers can use it, once each.'),
});

export type WrittenSharedCode = z.output<typeof writtenSharedCodeSchema>;

/** One code for all customers of a campaign, and who of them has taken one of its places. */
export interface SharedCode extends WrittenSharedCode {
  readonly campaign: CampaignId;
  /** A mark of the order that each customer has taken a place for. */
  readonly places: Readonly<Record<CustomerRef, string>>;
}

/** How many more customers can use the code: none, too, when its limit was lowered below that. */
export const placesLeft = ({ limit, places }: Pick<SharedCode, 'limit' | 'places'>): number =>
  Math.max(0, limit - Object.keys(places).length);

/** True when there is a place left, or the customer has one already. */
export const hasPlaceFor = (code: Pick<SharedCode, 'limit' | 'places'>, customer: CustomerRef): boolean =>
  code.places[customer] !== undefined || placesLeft(code) > 0;

/** True for a code, in its stored form, that can be a shared one or a customer's own. */
export const canBeCode = (code: string): boolean => /^[A-Z0-9-]{4,26}$/.test(code);

/** True for codes that are the same to whoever types them. */
export const isSameCode = (one: string, other: string): boolean =>
  normaliseCode(one) === normaliseCode(other);
