import * as z from 'zod';
import { templateNameSchema } from '../email/template-name.ts';
import { campaignIdSchema, customerIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { contactSchemas } from '../orders/contact.ts';
import type { ConsoleRoute } from './route.ts';

/** A language as the texts of a draft have it. */
const textLanguage = z.string().regex(/^[a-z]{2}$/);

/** Why there is nothing to see of a mail. */
const noPreview = [
  'changed',
  'not-a-campaign',
  'no-text',
  'no-night',
  'nobody',
  'no-customer',
  'no-address',
] as const;

const problem = z.string().optional().describe('What is wrong with the text, in a sentence.');

export const previewDraft = {
  summary: 'Show a mail of a draft as a customer would get it',
  path: z.strictObject({ campaign: campaignIdSchema }),
  body: z.strictObject({
    revision: z.int().describe('The one that is on screen; another has another preview.'),
    step: z.int().min(0).describe('The step that sends it, counted from 0.'),
    template: templateNameSchema,
    language: textLanguage.optional().describe('By default the one that the customer would get.'),
    customerId: customerIdSchema
      .optional()
      .describe("By default somebody of the audience from the latest night's sample."),
    isDark: z.boolean().default(false).describe('Recoloured as some mail programs do in the dark.'),
    lang: z.enum(languages).default('en'),
  }),
  changesNothing: true,
  answer: z.strictObject({
    whyNot: z.enum(noPreview).optional().describe('Why there is nothing to see.'),
    problem,
    shown: z
      .strictObject({
        address: z
          .string()
          .describe('Of the page for a frame. It is good for a few minutes, without any login.'),
        subject: z.string(),
        language: textLanguage,
        customer: z.strictObject({
          customerId: customerIdSchema,
          name: z.string().optional(),
          email: z.string(),
          isReachable: z.boolean().describe('False for somebody who gets no marketing mail.'),
        }),
      })
      .optional(),
  }),
} as const satisfies ConsoleRoute;

export const testDraft = {
  summary: 'Send a mail of a draft to a mailbox to look at',
  path: z.strictObject({ campaign: campaignIdSchema }),
  body: z.strictObject({
    revision: z.int(),
    step: z.int().min(0),
    template: templateNameSchema,
    language: textLanguage,
    customerId: customerIdSchema.describe('The customer that the mail is composed for.'),
    to: contactSchemas.email.describe('Where it goes; 20 in an hour at most.'),
    lang: z.enum(languages).default('en'),
  }),
  audited: ['revision', 'step', 'template', 'language', 'lang'],
  answer: z.strictObject({
    sent: z.boolean(),
    whyNot: z
      .enum([...noPreview, 'suppressed', 'too-many', 'not-now', 'paused', 'account', 'refused', 'unknown'])
      .optional()
      .describe('`unknown`: it may have gone out.'),
    problem,
  }),
} as const satisfies ConsoleRoute;
