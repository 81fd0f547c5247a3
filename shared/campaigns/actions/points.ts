import * as z from 'zod';
import type { ActionDefinition } from './action.ts';

const schema = z.strictObject({
  grant: z
    .int('points are whole numbers')
    .min(1, 'a step grants at least one point')
    .max(1_000_000, 'a step grants at most 1,000,000 points')
    .describe('How many points.'),
});

/** The action that gives customers points. It sends nothing: a later step can say so. */
export const points: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Give the customer points. An email can follow as another step.',
  templates: () => [],
  channel: undefined,
  whyNotReachable: () => undefined,
  counts: ['done'],
  leadsTo: 'done',
  perform: ({ grant }, { grantPoints }) => grantPoints(grant),
};
