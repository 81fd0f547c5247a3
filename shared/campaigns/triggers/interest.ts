import * as z from 'zod';
import { dayIn, type PlainDate } from '../../calendar.ts';
import { durationSchema } from '../../duration.ts';
import type { Activity } from '../../profile/activity.ts';
import { type EventDefinition, isOrder } from './event.ts';

const longestWaitHours = 30 * 24;

/** How long nothing must have happened. A wait shorter than the five minutes of a slot would end before its slot. */
const waitSchema = (usual: string) =>
  durationSchema
    .refine(({ hours }) => hours >= 1 && hours <= longestWaitHours, 'wait for 1h to 30d')
    .prefault(usual);

/** A day, unless one of the others is the same or later. */
const unlessFollowed = (
  day: PlainDate | undefined,
  ...others: readonly (PlainDate | undefined)[]
): PlainDate | undefined =>
  day !== undefined && others.every((other) => other === undefined || other < day) ? day : undefined;

const cartSchema = z.strictObject({ event: z.literal('cart'), wait: waitSchema('1h') });

/** A cart that was left: no order, and nothing more put into the cart, before the wait ended. */
export const cart: EventDefinition<z.output<typeof cartSchema>> = {
  schema: cartSchema,
  factType: 'cart',
  matches: (_, { fact }) => fact.type === 'cart',
  isUndoneBy: (fact) => isOrder(fact) || fact.type === 'cart',
  latestOn: (_, { interest, orders }) => unlessFollowed(interest?.cartedOn, orders?.lastDay),
  repeats: true,
};

const browseSchema = z.strictObject({ event: z.literal('browse'), wait: waitSchema('4h') });

const isShopping = (fact: Activity): boolean =>
  isOrder(fact) || fact.type === 'cart' || fact.type === 'browse';

/** Somebody looked at products, and neither bought nor filled a cart before the wait ended. */
export const browse: EventDefinition<z.output<typeof browseSchema>> = {
  schema: browseSchema,
  factType: 'browse',
  matches: (_, { fact }) => fact.type === 'browse',
  isUndoneBy: isShopping,
  latestOn: (_, { interest, orders }) =>
    unlessFollowed(interest?.browsedOn, interest?.cartedOn, orders?.lastDay),
  repeats: true,
};

const wishlistSchema = z.strictObject({ event: z.literal('wishlist') });

/** Something was put on a wishlist. */
export const wishlist: EventDefinition<z.output<typeof wishlistSchema>> = {
  schema: wishlistSchema,
  factType: 'wishlist',
  matches: (_, { fact }) => fact.type === 'wishlist',
  latestOn: (_, { interest }) => interest?.wishlistedOn,
  repeats: true,
};

const signUpSchema = z.strictObject({ event: z.literal('sign-up') });

/** Somebody who has not bought yet agreed to email. */
export const signUp: EventDefinition<z.output<typeof signUpSchema>> = {
  schema: signUpSchema,
  factType: 'consent',
  matches: (_, { fact, profile }) =>
    fact.type === 'consent' && fact.channel === 'email' && fact.granted && profile.orders === undefined,
  latestOn: (_, { consentEvidence, orders }, timeZone) =>
    consentEvidence?.email?.granted === true && orders === undefined
      ? dayIn(timeZone, consentEvidence.email.at)
      : undefined,
  repeats: false,
};
