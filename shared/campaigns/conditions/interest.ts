import { dayIn, daysBetween, type PlainDate } from '../../calendar.ts';
import type { InterestFacts } from '../../profile/profile.ts';
import { lastInterestOn } from '../../scoring/interest.ts';
import type { Circumstances, ClassifiedProfile } from './condition.ts';
import { between } from './ranges.ts';

const daysSince =
  (dayOf: (interest: InterestFacts) => PlainDate | undefined) =>
  ({ interest }: ClassifiedProfile, { asOf }: Circumstances): number | undefined => {
    const day = interest && dayOf(interest);
    return day && daysBetween(day, asOf);
  };

export const daysSinceBrowse = between('days', {
  description: 'Days since the customer last looked at something.',
  example: '{ atMost: 7 }',
  absent: 'never',
  read: daysSince(({ browsedOn }) => browsedOn),
});

export const daysSinceCart = between('days', {
  description: 'Days since the customer last put something into a cart, bought or not.',
  example: '{ atMost: 7 }',
  absent: 'never',
  read: daysSince(({ cartedOn }) => cartedOn),
});

export const daysSinceWishlist = between('days', {
  description: 'Days since the customer last put something onto a wishlist.',
  example: '{ atMost: 30 }',
  absent: 'never',
  read: daysSince(({ wishlistedOn }) => wishlistedOn),
});

export const daysSinceLeftCart = between('days', {
  description:
    'Days since the customer last put something into a cart, and has not ordered on that day or after it.',
  example: '{ atLeast: 1, atMost: 3 }',
  absent: 'none',
  read: ({ interest, orders }, { asOf }) => {
    const day = interest?.cartedOn;
    return day !== undefined && day > (orders?.lastDay ?? '') ? daysBetween(day, asOf) : undefined;
  },
});

export const daysSinceInterest = between('days', {
  description:
    'Days since the customer last looked at something, or put it into a cart or onto a wishlist, and has not ordered on that day or after it.',
  example: '{ atMost: 14 }',
  absent: 'none',
  read: (customer, { asOf }) => {
    const day = lastInterestOn(customer);
    return day && daysBetween(day, asOf);
  },
});

export const cartDays = between('count', {
  description: 'On how many days the customer has put something into a cart.',
  example: '{ atLeast: 3 }',
  read: ({ interest }) => interest?.cartDays ?? 0,
});

export const cartValue = between('money', {
  description: "What the latest cart that says so was worth, in whole units of the shop's currency.",
  example: '{ atLeast: 50 }',
  read: ({ interest }) => interest?.cartValue,
});

export const daysSinceCoupon = between('days', {
  description: 'Days since the customer last used one of our coupons.',
  example: '{ atMost: 90 }',
  absent: 'never',
  read: ({ redeemedAt }, { asOf, settings }) =>
    redeemedAt && daysBetween(dayIn(settings.timeZone, redeemedAt), asOf),
});
