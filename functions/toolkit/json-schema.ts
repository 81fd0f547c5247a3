import * as z from 'zod';

/** A JSON Schema as zod generates it, as far as the documentation reads it; the rest is passed on. */
const jsonSchemaSchema = z.looseObject({
  $ref: z.string().optional(),
  description: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), jsonSchemaSchema).optional();
  },
  get items() {
    return jsonSchemaSchema.optional();
  },
  get oneOf() {
    return z.array(jsonSchemaSchema).optional();
  },
  get anyOf() {
    return z.array(jsonSchemaSchema).optional();
  },
});
export type JsonSchema = z.output<typeof jsonSchemaSchema>;

const generatedSchema = jsonSchemaSchema.extend({
  $schema: z.string().optional(),
  $defs: z.record(z.string(), jsonSchemaSchema).optional(),
});

/** Where an OpenAPI document keeps the schemas that have a name. */
export const componentsPath = '#/components/schemas/';

/** The JSON Schemas of a document, and the named ones among them. */
export interface SchemaCollection {
  /** Converts a schema: what a sender may write, since answers are read as they were written. */
  convert(schema: z.ZodType): JsonSchema;
  /** The named schemas that were met so far. */
  readonly named: Readonly<Record<string, JsonSchema>>;
}

/** Creates an empty collection. */
export function createSchemaCollection(): SchemaCollection {
  const named: Record<string, JsonSchema> = {};
  return {
    named,
    convert(schema) {
      const generated = z.toJSONSchema(schema, {
        io: 'input',
        override: ({ jsonSchema }) => shorten(jsonSchema),
      });
      const text = JSON.stringify(generated).replaceAll('"#/$defs/', `"${componentsPath}`);
      const { $schema: _, $defs = {}, ...rest } = generatedSchema.parse(JSON.parse(text));
      Object.assign(named, $defs);
      return rest;
    },
  };
}

/** Takes out what zod adds and nobody needs: the pattern of a format, and the limits of whole numbers. */
function shorten(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format !== undefined) delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
