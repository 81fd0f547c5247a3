import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { customerIdSchema } from '../ids.ts';
import { languages } from '../language.ts';
import { channels } from '../recipients/address.ts';
import type { ConsoleRoute } from './route.ts';

const address = { channel: z.enum(channels), address: z.string().trim().min(3).max(320) };
const reasons = z.enum(['unsubscribed', 'bounced', 'complained', 'do-not-call']);

export const findSuppression = {
  summary: 'Find out whether a mailbox or phone is closed, and why',
  // By POST, so that no address is part of an address.
  body: z.strictObject(address),
  changesNothing: true,
  answer: z
    .strictObject({
      suppression: z
        .strictObject({
          reason: reasons,
          at: instantSchema,
          source: z.string(),
          alsoUnsubscribed: z
            .strictObject({ at: instantSchema, source: z.string() })
            .optional()
            .describe('Of a mailbox that bounces, when somebody has unsubscribed it as well.'),
        })
        .optional()
        .describe('Absent while it is open.'),
      released: z
        .strictObject({ at: instantSchema, source: z.string() })
        .optional()
        .describe('When it was last opened again after it had bounced.'),
      consent: z
        .strictObject({ granted: z.boolean(), at: instantSchema, source: z.string() })
        .optional()
        .describe('The latest statement with it.'),
      customers: z.array(customerIdSchema).describe('Who has it, 20 at most.'),
    })
    .meta({ id: 'KnownRecipient' }),
} as const satisfies ConsoleRoute;

const results = z.enum(['closed', 'closed-already', 'opened-since']);

export const closeRecipient = {
  summary: 'Close a mailbox or phone at the request of whoever uses it',
  body: z.strictObject(address),
  audited: ['channel'],
  answer: z.strictObject({ result: results }),
} as const satisfies ConsoleRoute;

/** An address in a note would be kept in the audit log. */
const noteSchema = z
  .string()
  .trim()
  .min(1, 'say how you know that the address works')
  .max(300)
  .refine((note) => !/\S@\S/.test(note), 'leave addresses out: the note is kept in the audit log');

export const releaseMailbox = {
  summary: 'Open a mailbox again that has bounced, because somebody knows that the address works',
  body: z.strictObject({ address: address.address, note: noteSchema }),
  audited: ['note'],
  answer: z.strictObject({
    refused: z
      .enum(['open', ...reasons.options])
      .optional()
      .describe(
        'Why it stays as it is: it is open, it has bounced once more, or only whoever uses it may open it.',
      ),
  }),
} as const satisfies ConsoleRoute;

/** What a request can close before it takes too long; longer lists are for the command line. */
export const longestImport = 1000;

export const importSuppressions = {
  summary: 'Close the mailboxes and phones on a list of Pinpoint, Mailchimp, Klaviyo, SES, or any other',
  body: z.strictObject({
    name: z.string().max(255).describe('The name of the file.'),
    text: z.string().max(500_000),
    lang: z.enum(languages).default('en').describe('The language of sentences.'),
  }),
  audited: ['name'],
  answer: z
    .strictObject({
      refused: z
        .strictObject({
          why: z.enum(['unreadable', 'too-long']),
          message: z.string().optional().describe('What the file has, and what would be read.'),
        })
        .optional()
        .describe('Why nothing was closed.'),
      closed: z.int(),
      closedAlready: z.int(),
      openedSince: z.int().describe('Where somebody has opted in after the list says.'),
      passedOver: z.int().describe('Rows that say nobody has opted out.'),
      rejected: z.array(z.strictObject({ line: z.int(), reason: z.string() })).describe('20 at most.'),
      rejectedInAll: z.int(),
    })
    .meta({ id: 'ImportedSuppressions' }),
} as const satisfies ConsoleRoute;

export const exportSuppressions = {
  summary: 'Write a page of the closed mailboxes and phones whose address a customer has, as CSV',
  query: z.strictObject({ after: customerIdSchema.optional().describe('The `next` of the page before.') }),
  audited: [],
  answer: z.strictObject({
    text: z.string().describe('With a line of names on the first page.'),
    next: customerIdSchema.optional(),
  }),
} as const satisfies ConsoleRoute;
