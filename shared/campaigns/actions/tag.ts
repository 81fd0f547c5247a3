import * as z from 'zod';
import { idSchema } from '../../ids.ts';
import { oneOrMoreOf } from '../conditions/one-or-more.ts';
import type { ActionDefinition } from './action.ts';

const tagsSchema = oneOrMoreOf(idSchema);

const changesSchema = z
  .strictObject({
    add: tagsSchema.optional().describe('The tags that the customer gets.'),
    remove: tagsSchema.optional().describe('The tags that the customer loses.'),
  })
  .refine(({ add, remove }) => add !== undefined || remove !== undefined, 'give add, remove or both')
  .refine(
    ({ add = [], remove = [] }) => !add.some((one) => remove.includes(one)),
    'a tag is added or removed, not both',
  )
  .transform(({ add = [], remove = [] }) => ({ add, remove }));

/** One tag to add, or what to add and remove. */
const schema = z.union([idSchema.transform((tag) => ({ add: [tag], remove: [] })), changesSchema]);

/** The action that marks customers with tags, for audiences to ask about. It sends nothing. */
export const tag: ActionDefinition<z.output<typeof schema>> = {
  schema,
  description: 'Give the customer a tag, or take one off: tag: tea-lover.',
  templates: () => [],
  channel: undefined,
  whyNotReachable: () => undefined,
  counts: ['done'],
  leadsTo: 'done',
  perform: ({ add, remove }, { changeTags }) => changeTags({ add, remove }),
};
