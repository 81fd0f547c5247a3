import * as z from 'zod';

/** How good or bad the news is; never said by colour alone. */
export const tones = ['positive', 'negative', 'warning', 'neutral'] as const;
export type Tone = (typeof tones)[number];

const tone = z.enum(tones);
const audience = z
  .string()
  .optional()
  .describe('Who is meant: the conditions in YAML that these customers meet, where there are any.');
/** A number with its words, so that a screen can draw the one and print the other. */
const bar = z.strictObject({
  name: z.string(),
  value: z.number(),
  text: z.string(),
  audience,
  /** What there is to say of it, such as what to do about it. */
  note: z.string().optional(),
});

/**
 * A part of a screen, in one language: what there is to say, as data that says how it is to be drawn. A screen draws each
 * kind in one way, so a new section is a change on the server alone.
 */
export const sectionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('verdict'),
      tone,
      title: z.string(),
      figure: z.string().optional(),
      texts: z.array(z.string()),
    }),
    z.strictObject({
      kind: z.literal('figures'),
      title: z.string(),
      texts: z.array(z.string()),
      rows: z.array(
        z.strictObject({ name: z.string(), figure: z.string(), change: z.string().optional(), audience }),
      ),
    }),
    z.strictObject({
      kind: z.literal('intervals'),
      title: z.string(),
      texts: z.array(z.string()),
      rows: z.array(
        z.strictObject({
          name: z.string(),
          estimate: z.number(),
          low: z.number(),
          high: z.number(),
          text: z.string(),
          isDecisive: z.boolean(),
        }),
      ),
    }),
    z.strictObject({
      kind: z.literal('bars'),
      title: z.string(),
      texts: z.array(z.string()),
      rows: z.array(bar),
    }),
    z.strictObject({
      kind: z.literal('table'),
      title: z.string(),
      texts: z.array(z.string()),
      columns: z.array(z.strictObject({ name: z.string(), isNumber: z.boolean() })),
      rows: z.array(z.array(z.string())),
    }),
    z.strictObject({
      kind: z.literal('heat-map'),
      title: z.string(),
      texts: z.array(z.string()),
      across: z.strictObject({ name: z.string(), values: z.array(z.string()) }),
      down: z.strictObject({ name: z.string(), values: z.array(z.string()) }),
      /** By row, then by column. */
      cells: z.array(
        z.array(
          z.strictObject({
            value: z.number(),
            text: z.string(),
            name: z.string(),
            change: z.string().optional(),
            audience,
          }),
        ),
      ),
    }),
    z.strictObject({ kind: z.literal('notes'), tone, title: z.string(), texts: z.array(z.string()) }),
  ])
  .meta({ id: 'Section' });
export type Section = z.output<typeof sectionSchema>;
/** A section of one kind. */
export type SectionOf<K extends Section['kind']> = Extract<Section, { kind: K }>;
