import * as z from 'zod';
import { instantSchema, plainDateSchema } from '../calendar.ts';
import { customerIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { happeningKinds } from '../portrait/happening-kind.ts';
import { lifecycles, tiers } from '../profile/classes.ts';
import { channels } from '../recipients/address.ts';
import type { ConsoleRoute } from './route.ts';

const customerPath = z.strictObject({ customerId: customerIdSchema });
const inLanguage = z.strictObject({
  lang: z.enum(languages).default('en').describe('The language of sentences.'),
});

const foundCustomerSchema = z
  .strictObject({
    customerId: customerIdSchema,
    name: z.string().optional(),
    email: z.string().optional(),
    phone: z.string().optional(),
    lifecycle: z.enum(lifecycles).optional().describe('Absent before the first night.'),
    tier: z.enum(tiers).optional(),
    orders: z.int(),
    spent: z.number().describe('Net, in minor units.'),
    lastOrderOn: plainDateSchema.optional(),
  })
  .meta({ id: 'FoundCustomer' });

export const searchCustomers = {
  summary: 'Find customers by id, email address, phone number or the first letters of a name',
  query: z.strictObject({
    text: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  answer: z.strictObject({ customers: z.array(foundCustomerSchema) }),
} as const satisfies ConsoleRoute;

const explainedClassSchema = z
  .strictObject({
    about: z.string().describe('What it is, such as `lifecycle`.'),
    name: z.string().describe('The same in words.'),
    is: z.string(),
    label: z.string(),
    because: z.string(),
    treatment: z.string().optional().describe('What to do, where there is a recommendation.'),
  })
  .meta({ id: 'ExplainedClass' });

const channelSchema = z
  .strictObject({
    channel: z.enum(channels),
    address: z.string().optional(),
    isOpen: z.boolean().describe('Whether the customer may be reached by it.'),
    state: z.string().describe('The same in words.'),
    proof: z
      .strictObject({
        granted: z.boolean(),
        at: instantSchema,
        source: z.string(),
        wording: z.string().optional(),
      })
      .optional()
      .describe('What the consent rests on.'),
  })
  .meta({ id: 'CustomerChannel' });

const customerPageSchema = z
  .strictObject({
    customerId: customerIdSchema,
    name: z.string().optional(),
    locale: z.string().optional(),
    lifecycle: z.enum(lifecycles).optional(),
    tier: z.enum(tiers).optional(),
    who: z.string().describe('The customer in a sentence.'),
    channels: z.array(channelSchema),
    standing: z.array(z.string()).describe('Benefits and points.'),
    forecast: z.array(z.string()),
    asOf: plainDateSchema.optional().describe('The night that the classes are of; absent before the first.'),
    classes: z.array(explainedClassSchema),
    timeline: z.array(
      z
        .strictObject({ at: instantSchema, kind: z.enum(happeningKinds), text: z.string() })
        .describe('Latest first.'),
    ),
    notSent: z
      .array(
        z.strictObject({
          at: instantSchema,
          campaign: z.string(),
          step: z.int(),
          reason: z.string(),
        }),
      )
      .describe('Steps that did nothing, and why; latest first.'),
    sameMailbox: z.array(customerIdSchema).describe('Others with the same email address.'),
  })
  .meta({ id: 'CustomerPage' });

export const showCustomer = {
  summary: 'Show everything known about a customer',
  path: customerPath,
  query: inLanguage,
  answer: customerPageSchema,
} as const satisfies ConsoleRoute;

export const withdrawConsent = {
  summary: 'Close a channel at the request of the customer',
  path: customerPath,
  body: z.strictObject({ channel: z.enum(channels) }),
  audited: ['channel'],
  answer: z.strictObject({ closed: z.boolean() }),
} as const satisfies ConsoleRoute;

export const explainCampaigns = {
  summary: 'Say what each running campaign would do for a customer tonight',
  path: customerPath,
  query: inLanguage,
  answer: z.strictObject({
    campaigns: z.array(
      z
        .strictObject({
          id: z.string(),
          name: z.string(),
          enters: z.boolean(),
          why: z.string().describe('What the customer did before, or what keeps them out.'),
          conditions: z.array(z.strictObject({ depth: z.int(), holds: z.boolean(), text: z.string() })),
        })
        .meta({ id: 'CampaignForCustomer' }),
    ),
  }),
} as const satisfies ConsoleRoute;

export const exportCustomer = {
  summary: 'Export everything kept about a customer',
  path: customerPath,
  audited: [],
  answer: z.looseObject({ customerId: customerIdSchema }),
} as const satisfies ConsoleRoute;

export const eraseCustomer = {
  summary: 'Erase a customer',
  path: customerPath,
  body: z.strictObject({ confirm: customerIdSchema.describe('The id once more.') }),
  audited: [],
  answer: z.strictObject({ facts: z.int(), enrolments: z.int(), callbacksEnded: z.int() }),
} as const satisfies ConsoleRoute;
