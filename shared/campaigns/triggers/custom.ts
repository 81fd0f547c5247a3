import * as z from 'zod';
import { customNameSchema, propertySchema } from '../../interactions/interaction.ts';
import type { EventDefinition } from './event.ts';

const customSchema = z.strictObject({
  event: z.literal('custom'),
  name: customNameSchema,
  /** Properties that it must have, each with one value or with any of a list. */
  where: z.record(z.string(), z.union([propertySchema, z.array(propertySchema).min(1)])).optional(),
});

/** An event of the shop's own, by its name and perhaps its properties. */
export const custom: EventDefinition<z.output<typeof customSchema>> = {
  schema: customSchema,
  matches({ name, where = {} }, { fact }) {
    if (fact.type !== 'custom' || fact.name !== name) return false;
    const { properties = {} } = fact;
    return Object.entries(where).every(([key, wanted]) =>
      [wanted].flat().some((value) => value === properties[key]),
    );
  },
  repeats: true,
};
