import * as z from 'zod';
import { whyNotReachableByEmail } from '../../deliveries/reachability.ts';
import { templateNameSchema } from '../../email/template-name.ts';
import { localisedTextSchema } from '../../localised-text.ts';
import { type ActionDefinition, emailColumns } from './action.ts';

const schema = z.strictObject({
  template: templateNameSchema,
  /** Replaces the template's own subject. */
  subject: localisedTextSchema.optional(),
});

/** The action that sends an email. */
export const email: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Send an email.',
  templates: ({ template, subject }) => [{ name: template, subject }],
  channel: 'email',
  whyNotReachable: whyNotReachableByEmail,
  counts: emailColumns,
  leadsTo: 'sent',
  perform: ({ template, subject }, { sendEmail }) => sendEmail({ name: template, subject }),
};
