import * as z from 'zod';
import { plainDateSchema, timeZoneSchema } from '../calendar.ts';
import { InvalidInputError } from '../errors.ts';
import { languages } from '../language.ts';
import { currencySchema } from '../money.ts';
import { callingHoursSchema } from './calling-hours-settings.ts';
import { limitsSchema } from './limits-settings.ts';
import { loyaltyShape } from './loyalty-settings.ts';
import { scoringShape } from './scoring-settings.ts';
import { parseSender } from './sender.ts';
import { targetsSchema } from './targets-settings.ts';

const senderSchema = z.string().superRefine((text, context) => {
  const sender = parseSender(text);
  if ('problem' in sender) context.addIssue({ code: 'custom', message: sender.problem });
});

const emailSettingsSchema = z.strictObject({
  from: senderSchema.default('shop@example.com'),
  replyTo: z.email().optional(),
  configurationSet: z.string().default('rekindle'),
  /** Off only where the law lets a shop write to its own customers until they object. */
  requiresConsent: z.boolean().default(true),
});

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

const wholeAddress = 'write a whole address, such as https://your-shop.example';

const shopUrlSchema = z.url({ protocol: /^https?$/, error: wholeAddress });

/** Mail programs follow the unsubscribe link only over HTTPS; without its trailing slash, a path can be put behind it. */
const apiUrlSchema = z
  .url({ abort: true, error: wholeAddress })
  .refine((url) => {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || loopback.has(hostname);
  }, 'the address of the HTTP API begins with https://')
  .transform((url) => url.replace(/\/+$/, ''));

const globalHoldoutSchema = z
  .strictObject({
    /** The share of all customers. */
    share: z.number().min(0).max(0.5).default(0),
    /** Since when it has been so. What they do is compared from the beginning of the next month on. */
    since: plainDateSchema.optional(),
  })
  .refine(({ share, since }) => share === 0 || since !== undefined, {
    path: ['since'],
    error:
      'say from which day on they are held out, such as 2027-01-01; write a new day whenever the share changes',
  });

const mostCallsADay = 2_000;

const capacitySchema = z
  .strictObject({
    /** Who call on a day. */
    people: z.int().min(1).default(1),
    /** How many calls each of them makes on a day. */
    callsPerPerson: z.int().min(1).default(40),
  })
  .refine(({ people, callsPerPerson }) => people * callsPerPerson <= mostCallsADay, {
    error: 'people times callsPerPerson is at most 2,000 calls a day',
  });

/** Everything a shop can set, with defaults that suit a small shop. */
export const settingsSchema = z.strictObject({
  shopName: z.string().min(1).max(100).default('My Shop'),
  timeZone: timeZoneSchema.default('UTC'),
  currency: currencySchema.prefault('EUR'),
  /** The language of a customer whose locale is unknown or not translated. */
  defaultLanguage: z.enum(languages).default('en'),
  /** Where the shop can be reached by post, in one or more lines. The law of many countries wants it in every email. */
  postalAddress: z.string().trim().min(1).max(500).optional(),
  /**
   * Where links in emails lead: the shop, and the HTTP API that answers an unsubscribe. Without the second nothing is
   * published or sent.
   */
  shopUrl: shopUrlSchema.default('https://shop.example.com'),
  apiUrl: apiUrlSchema.optional(),
  email: emailSettingsSchema.prefault({}),
  ...scoringShape,
  limits: limitsSchema.prefault({}),
  ...loyaltyShape,
  /** How long what is not needed for the books is kept. Absent is for good. */
  retention: z
    .strictObject({
      /** Browsing, carts, feedback and the like, from the day they happened; what customers agreed to stays. */
      interactionDays: z.int().min(30).optional(),
      /** What customers were sent, from the day they entered the campaign. A year at least: reports are made of it. */
      journeyDays: z.int().min(365).optional(),
    })
    .prefault({}),
  /** Customers who are in no campaign at all, so that the report can say what all campaigns together caused. */
  globalHoldout: globalHoldoutSchema.prefault({}),
  /** What the shop wants to reach with its customers; the report of the night says how it stands to that. */
  targets: targetsSchema.prefault({}),
  callbacks: z
    .strictObject({
      /** Off only where the law lets a shop call its own customers until they object. */
      requiresConsent: z.boolean().default(true),
      /** Who is notified when nobody called in time. */
      escalateTo: z.string().default('team lead'),
      attempts: z.int().min(1).max(10).default(3),
      retryAfterHours: z.int().min(1).default(24),
      /** When customers may be called, by the clock where they live. */
      callingHours: callingHoursSchema.prefault({}),
      /** How many calls a day campaigns may ask for. Whoever comes on top of them is skipped, with the reason. */
      capacity: capacitySchema.prefault({}),
      /** How long a task is its caller's alone after it was claimed. */
      claimMinutes: z.int().min(5).max(480).default(30),
      /** The coupon for a customer who was reached by phone and is interested. */
      coupon: z
        .strictObject({ percentOff: z.int().min(1).max(90), validForDays: z.int().min(1) })
        .default({ percentOff: 10, validForDays: 14 }),
    })
    .prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;

/** The settings of a shop that has set nothing. */
export const defaultSettings: Settings = settingsSchema.parse({});

/** Settings with which email can be sent: an email must have a link that stops further email. */
export type SendingSettings = Settings & { readonly apiUrl: string };

/**
 * The settings for sending.
 *
 * @param ownApiUrl where the API is if the shop has not set it, as the embedded stack knows of itself
 * @throws InvalidInputError when neither says where the API is
 */
export function sendingSettings(settings: Settings, ownApiUrl: string | undefined): SendingSettings {
  const apiUrl = settings.apiUrl ?? ownApiUrl;
  if (apiUrl !== undefined) return { ...settings, apiUrl };
  throw new InvalidInputError('nothing can be published or sent before the shop says where its API is', [
    {
      path: 'apiUrl',
      message: 'set it to the output ApiUrl of the deployment, or to the domain in front of it',
    },
  ]);
}
