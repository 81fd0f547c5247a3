import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { campaignIdSchema } from '../ids.ts';
import type { ConsoleRoute } from './route.ts';

const counts = {
  sent: z.int().describe('Accepted by SES, whatever became of them.'),
  bounced: z.int(),
  complained: z.int(),
  unknown: z.int().describe('Nobody knows whether they went out; they are never sent again.'),
};

export const showDeliverability = {
  summary: 'Show what became of the emails of the last days, by the sums of nights',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(31).default(14) }),
  answer: z
    .strictObject({
      from: plainDateSchema,
      to: plainDateSchema,
      ...counts,
      days: z
        .array(z.strictObject({ day: plainDateSchema, ...counts }))
        .describe('By the day on which customers entered their campaign.'),
      campaigns: z
        .array(z.strictObject({ campaign: campaignIdSchema, version: z.int(), name: z.string(), ...counts }))
        .describe('Most emails first.'),
      limits: z
        .array(
          z.strictObject({
            by: z.enum(['ses', 'mailboxes']),
            of: z.enum(['bounced', 'complained']),
            share: z.number(),
            warnsFrom: z.number(),
            stopsFrom: z.number(),
            standing: z.enum(['below', 'warns', 'stops']),
          }),
        )
        .describe('What providers take as too much; empty without an email.'),
    })
    .meta({ id: 'Deliverability' }),
} as const satisfies ConsoleRoute;

export const showSendingSetup = {
  summary: 'Ask SES and the DNS how the shop may send',
  answer: z
    .strictObject({
      sender: z.string().describe('The address that emails are from.'),
      hasSes: z.boolean().describe('False on a laptop, where nothing is asked.'),
      account: z
        .strictObject({
          isSandbox: z.boolean().describe('True while SES sends to verified addresses only.'),
          isSending: z.boolean(),
          enforcement: z.string(),
          dailyQuota: z.number().optional().describe('Absent where there is no limit.'),
          sentLastDay: z.number(),
          perSecond: z.number(),
        })
        .optional()
        .describe('Absent when SES did not answer.'),
      identity: z
        .strictObject({
          name: z.string(),
          isVerified: z.boolean(),
          dkim: z.string(),
          mailFrom: z.strictObject({ domain: z.string(), state: z.string() }).optional(),
        })
        .optional()
        .describe('Absent when SES does not know the sender, or did not answer.'),
      isIdentityUnknown: z.boolean().describe('True when SES says that it does not know the sender.'),
      dmarc: z
        .discriminatedUnion('found', [
          z.strictObject({
            found: z.literal(true),
            policy: z.string(),
            record: z.string(),
            at: z.string().describe('The domain whose record it is.'),
          }),
          z.strictObject({ found: z.literal(false), why: z.enum(['missing', 'unanswered']) }),
        ])
        .optional(),
    })
    .meta({ id: 'SendingSetup' }),
} as const satisfies ConsoleRoute;
