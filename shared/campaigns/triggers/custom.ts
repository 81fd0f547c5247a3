import * as z from 'zod';
import { customNameSchema } from '../../interactions/interaction.ts';
import { haveProperties, propertiesAskedSchema } from '../event-guard.ts';
import type { EventDefinition } from './event.ts';

const customSchema = z.strictObject({
  event: z.literal('custom'),
  name: customNameSchema,
  /** Properties that it must have, each with one value or with any of a list. */
  where: propertiesAskedSchema.optional(),
});

/** An event of the shop's own, by its name and perhaps its properties. */
export const custom: EventDefinition<z.output<typeof customSchema>> = {
  schema: customSchema,
  factType: 'custom',
  matches({ name, where = {} }, { fact }) {
    return fact.type === 'custom' && fact.name === name && haveProperties(fact.properties ?? {}, where);
  },
  repeats: true,
};
