import * as z from 'zod';
import { whyNotReachableByEmail } from '../../deliveries/reachability.ts';
import { type ActionDefinition, emailColumns } from './action.ts';
import { localisedTextSchema, templateNameSchema } from './template-name.ts';

const schema = z.strictObject({
  template: templateNameSchema,
  /** Instead of the template's own. */
  subject: localisedTextSchema.optional(),
});

/** Sends an email. */
export const email: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Send an email.',
  templates: ({ template, subject }) => [{ name: template, subject, hasCoupon: false }],
  whyNotReachable: whyNotReachableByEmail,
  counts: emailColumns,
  perform: ({ template, subject }, { sendEmail }) => sendEmail({ name: template, subject }),
};
