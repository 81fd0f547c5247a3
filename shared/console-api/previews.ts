import * as z from 'zod';
import { templateNameSchema } from '../email/template-name.ts';
import { campaignIdSchema, customerIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import type { ConsoleRoute } from './route.ts';

/** A language as the texts of a draft have it. */
const textLanguage = z.string().regex(/^[a-z]{2}$/);

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
    whyNot: z
      .enum(['changed', 'not-a-campaign', 'no-text', 'no-night', 'nobody', 'no-customer', 'no-address'])
      .optional()
      .describe('Why there is nothing to see.'),
    problem: z.string().optional().describe('What is wrong with the text, in a sentence.'),
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
