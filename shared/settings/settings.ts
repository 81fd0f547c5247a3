import * as z from 'zod';
import { timeZoneSchema } from '../calendar.ts';
import { currencySchema } from '../money.ts';

const fractionSchema = z.number().min(0).max(1);

/** Spend in the last 12 months, in minor units, from which each tier begins. Bronze begins at nothing. */
const tierSettingsSchema = z
  .strictObject({
    silver: z.int().positive().default(20_000),
    gold: z.int().positive().default(50_000),
    platinum: z.int().positive().default(150_000),
    /** How long a customer keeps a tier that the spend no longer carries. */
    graceDays: z.int().nonnegative().default(30),
  })
  .refine((tiers) => tiers.silver < tiers.gold && tiers.gold < tiers.platinum, {
    error: 'tiers must rise: silver < gold < platinum',
  });

/**
 * Where one lifecycle ends and the next begins, as quantiles of the gaps between orders that this shop has seen:
 * 0.8 means "four of five repeat orders had come by then".
 */
const lifecycleSettingsSchema = z
  .strictObject({
    activeUpTo: fractionSchema.default(0.8),
    coolingUpTo: fractionSchema.default(0.92),
    silentUpTo: fractionSchema.default(0.99),
    /** Gaps of a shop too young to have its own, in days. */
    assumedGapsDays: z
      .strictObject({ active: z.int().positive(), cooling: z.int().positive(), silent: z.int().positive() })
      .refine((gaps) => gaps.active < gaps.cooling && gaps.cooling < gaps.silent, {
        error: 'assumed gaps must rise: active < cooling < silent',
      })
      .default({ active: 60, cooling: 120, silent: 365 }),
    /** Repeat customers needed before the shop's own gaps are believed. */
    repeatCustomersNeeded: z.int().positive().default(30),
  })
  .refine((at) => at.activeUpTo < at.coolingUpTo && at.coolingUpTo < at.silentUpTo, {
    error: 'quantiles must rise: activeUpTo < coolingUpTo < silentUpTo',
  });

const traitSettingsSchema = z.strictObject({
  /** Share of orders with a discount from which a customer counts as discount-driven. */
  discountedShare: fractionSchema.default(0.5),
  /** Share of order value given back from which a customer counts as dissatisfied. */
  refundedShare: fractionSchema.default(0.3),
  /** Order days from which a customer can count as loyal. */
  loyalOrderDays: z.int().positive().default(5),
  /** Traits about habits need at least this many orders. */
  ordersNeeded: z.int().positive().default(2),
});

const emailSettingsSchema = z.strictObject({
  from: z.string().min(3).default('shop@example.com'),
  replyTo: z.email().optional(),
  configurationSet: z.string().default('rekindle'),
  /** Off only where the law lets a shop write to its own customers until they object. */
  requiresConsent: z.boolean().default(true),
});

/** Everything a shop can set, each with a default that suits a small shop. */
export const settingsSchema = z.strictObject({
  shopName: z.string().min(1).max(100).default('My Shop'),
  timeZone: timeZoneSchema.default('UTC'),
  currency: currencySchema.prefault('EUR'),
  /** The language of a customer whose locale is unknown or not translated. */
  defaultLanguage: z.enum(['en', 'zh']).default('en'),
  /** Where links in emails lead: the shop, and the HTTP API that answers an unsubscribe. */
  shopUrl: z.url().default('https://shop.example.com'),
  apiUrl: z.url().default('https://api.example.com'),
  email: emailSettingsSchema.prefault({}),
  tiers: tierSettingsSchema.prefault({}),
  lifecycle: lifecycleSettingsSchema.prefault({}),
  traits: traitSettingsSchema.prefault({}),
  callbacks: z
    .strictObject({
      /** Off only where the law lets a shop call its own customers until they object. */
      requiresConsent: z.boolean().default(true),
      /** Who is told when nobody called in time. */
      escalateTo: z.string().default('team lead'),
      attempts: z.int().min(1).max(10).default(3),
      retryAfterHours: z.int().min(1).default(24),
      /** The coupon for a customer who was reached and is interested. */
      coupon: z
        .strictObject({ percentOff: z.int().min(1).max(90), validForDays: z.int().min(1) })
        .default({ percentOff: 10, validForDays: 14 }),
    })
    .prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
export type LifecycleSettings = Settings['lifecycle'];
export type TierSettings = Settings['tiers'];
export type TraitSettings = Settings['traits'];

/** The settings of a shop that has set nothing. */
export const defaultSettings: Settings = settingsSchema.parse({});
