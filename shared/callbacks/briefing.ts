import * as z from 'zod';
import { languages } from '../language.ts';

/** What a member of staff reads before a call, in one language. */
export const briefingSchema = z
  .strictObject({
    language: z.enum(languages).describe('The language it is in.'),
    who: z.string().describe('Whom to call, in a line.'),
    whyNow: z.array(z.string()).describe('Why to call now: the campaign, and how the customer stands.'),
    lastOrders: z.array(z.string()).describe('The latest orders, the last one first; at most three.'),
    offer: z.string().describe('What to offer, by what is known of money, authority and need.'),
    script: z
      .string()
      .optional()
      .describe('The call script, in Markdown. Absent where the campaign was published without it.'),
  })
  .meta({ id: 'CallBriefing', description: 'What to know before a call.' });
export type Briefing = z.output<typeof briefingSchema>;
