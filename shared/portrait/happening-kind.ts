import type { Activity } from '../profile/activity.ts';
import type { Happening } from './picture.ts';

/** What a happening is about, so that a timeline can be filtered. */
export const happeningKinds = [
  'orders',
  'interactions',
  'messages',
  'campaigns',
  'coupons',
  'points',
  'calls',
  'consent',
] as const;
export type HappeningKind = (typeof happeningKinds)[number];

const kindOfActivity: Readonly<Record<Activity['type'], HappeningKind>> = {
  order: 'orders',
  refund: 'orders',
  browse: 'interactions',
  cart: 'interactions',
  wishlist: 'interactions',
  feedback: 'interactions',
  'complaint-opened': 'interactions',
  'complaint-closed': 'interactions',
  referral: 'interactions',
  'referral-converted': 'interactions',
  tag: 'interactions',
  custom: 'interactions',
  coupon: 'coupons',
  redemption: 'coupons',
  'points-granted': 'points',
  'points-spent': 'points',
  suppression: 'consent',
  release: 'consent',
  consent: 'consent',
};

const kindOfOther: Readonly<Record<Exclude<Happening['type'], 'activity'>, HappeningKind>> = {
  coupon: 'coupons',
  entered: 'campaigns',
  refused: 'campaigns',
  email: 'messages',
  skipped: 'messages',
  call: 'calls',
};

/** The kind of a happening. */
export const happeningKindOf = (one: Happening): HappeningKind =>
  one.type === 'activity' ? kindOfActivity[one.activity.type] : kindOfOther[one.type];
