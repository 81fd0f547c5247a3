import * as z from 'zod';
import { type ConditionName, type Conditions, conditionNames, conditions } from './conditions/conditions.ts';

/** Names a shared audience: the file `valuable.yaml` is `valuable`. */
export const audienceNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'an audience is named in lowercase letters, digits and hyphens, 40 at most',
  );

/**
 * Conditions on a customer, which nest. All that is given must hold; an audience without conditions is everybody.
 *
 * @typeParam R how another audience is referred to
 */
export interface AudienceOf<R> extends Conditions {
  readonly all?: readonly AudienceOf<R>[] | undefined;
  readonly any?: readonly AudienceOf<R>[] | undefined;
  readonly not?: AudienceOf<R> | undefined;
  readonly audience?: R | undefined;
}

/** An audience that was taken in, with the name under which it was referred to. */
export interface NamedAudience {
  readonly name: string;
  readonly is: Audience;
}

/** An audience that stands by itself: whatever it refers to is within it, so that it never changes. */
export type Audience = AudienceOf<NamedAudience>;

/** An audience as a marketer writes it, who refers to others by their names. */
export type WrittenAudience = AudienceOf<string>;

type ConditionShape = {
  readonly [N in ConditionName]: z.ZodOptional<(typeof conditions)[N]['schema']>;
};

/** An optional key for each condition. The cast restores the types of the definitions, which `fromEntries` loses. */
const conditionShape = Object.fromEntries(
  conditionNames.map((name) => [
    name,
    conditions[name].schema.optional().describe(conditions[name].description),
  ]),
) as ConditionShape;

/** A demand on what was understood; where a key is misspelt, that is all there is to say. */
export const onceUnderstood = (error: string) => ({
  error,
  when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0,
});

const saysAnything = (part: object): boolean => Object.keys(part).length > 0;
const saysOneThing = (part: object): boolean => Object.keys(part).length === 1;

/** @param id by which a JSON Schema refers to it, so that it can contain itself */
function createAudienceSchema<R>(reference: z.ZodType<R>, id: string): z.ZodType<AudienceOf<R>> {
  const block: z.ZodType<AudienceOf<R>> = z.lazy(() => object);
  const part = block.refine(saysAnything, onceUnderstood('give at least one condition'));
  const parts = z.array(part).min(1, 'give at least one condition').optional();
  const object: z.ZodType<AudienceOf<R>> = z
    .strictObject({
      ...conditionShape,
      audience: reference.optional().describe('The customer is in this shared audience.'),
      all: parts.describe('All of these hold.'),
      any: parts.describe('At least one of these holds.'),
      not: block
        .refine(
          saysOneThing,
          onceUnderstood(
            'not takes one condition; for several, write not: { any: […] } or not: { all: […] }',
          ),
        )
        .optional()
        .describe('This does not hold: one condition, or several under any or all.'),
    })
    .meta({ id });
  return object;
}

/** An audience in a file: conditions, `all`, `any`, `not`, and other audiences by name. */
export const writtenAudienceSchema = createAudienceSchema(audienceNameSchema, 'Audience');

/** {@link writtenAudienceSchema}, or only the name of a shared audience. */
export const writtenAudienceOrNameSchema: z.ZodType<WrittenAudience> = z.union([
  writtenAudienceSchema,
  audienceNameSchema.transform((audience) => ({ audience })),
]);

/** An audience as it is published: like {@link writtenAudienceSchema}, with other audiences taken in. */
export const audienceSchema: z.ZodType<Audience> = createAudienceSchema<NamedAudience>(
  z.strictObject({ name: audienceNameSchema, is: z.lazy(() => audienceSchema) }),
  'PublishedAudience',
);

/** True when some condition asks for what only a night measures. What is within an audience's name alone is not seen. */
export const asksForForecast = (audience: AudienceOf<string | NamedAudience>): boolean => {
  const { all = [], any = [], not, audience: named } = audience;
  return (
    conditionNames.some((name) => audience[name] !== undefined && conditions[name].needsForecast) ||
    [...all, ...any, ...(not ? [not] : [])].some(asksForForecast) ||
    (typeof named === 'object' && asksForForecast(named.is))
  );
};
