import * as z from 'zod';
import { webhookFields, webhookUrlSchema } from '../../webhooks/webhook.ts';
import type { ActionDefinition } from './action.ts';

const schema = z.strictObject({
  url: webhookUrlSchema.describe('Where it goes: https://…'),
  fields: z
    .array(z.enum(webhookFields))
    .min(1, 'name at least one')
    .default([])
    .describe('What it says of the customer. Without, only an opaque id.'),
});

/** The action that calls another program, signed. */
export const webhook: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Call another program: a signed POST that says who is at this step.',
  templates: () => [],
  channel: undefined,
  whyNotReachable: () => undefined,
  counts: ['total', 'unknown', 'failed'],
  leadsTo: 'sent',
  isRepeatable: true,
  perform: ({ url, fields }, { callWebhook }) => callWebhook(url, fields),
};
