import * as z from 'zod';
import { type Contract, issueSchema, problems } from '../toolkit/contract.ts';

/** How many facts a request has at most. */
export const factsPerRequest = 100;

/** The three forms of a request with facts: whichever is easiest for a shop's webhook. */
export function factsSchema<F extends z.ZodType>(fact: F, listField: string) {
  const list = z.array(fact).min(1).max(factsPerRequest);
  return z.union([fact, list, z.object({ [listField]: list })]);
}

const resultShape = {
  result: z
    .enum(['created', 'updated', 'unchanged', 'erased', 'rejected', 'failed'])
    .describe(
      '`unchanged` for a repeat, and for an older version that came late; `erased` for one from before the customer was erased, which is refused; `rejected` because it is not valid; `failed` for a reason of ours: send it again.',
    ),
  issues: z
    .array(issueSchema)
    .optional()
    .describe('Only with `rejected`: what is wrong, and how many more issues there are than are listed.'),
  leftOut: z
    .array(issueSchema)
    .optional()
    .describe('Contact fields that could not be used. The fact was taken without them.'),
};

export const orderResultSchema = z
  .strictObject({
    orderId: z.string().optional().describe('The id of the order, where it could be read.'),
    ...resultShape,
  })
  .meta({ id: 'OrderResult', description: 'What became of one order.' });

export const interactionResultSchema = z
  .strictObject({
    type: z.string().optional().describe('The type of the fact, where it could be read.'),
    id: z.string().optional().describe('The id of the fact, where it could be read.'),
    ...resultShape,
  })
  .meta({ id: 'FactResult', description: 'What became of one fact.' });

/** What became of one fact, with what identifies it in the answer. */
export type FactResult = z.output<typeof orderResultSchema> | z.output<typeof interactionResultSchema>;
type IdentityIn<R> = R extends unknown ? Omit<R, keyof typeof resultShape> : never;
/** What identifies one fact in the answer. */
export type FactIdentity = IdentityIn<FactResult>;

const failedSchema = <E extends string>(error: E, results: z.ZodArray) =>
  z.strictObject({
    error: z.literal(error).describe('What kind of problem it is.'),
    message: z.string().describe('What is wrong, and what to do.'),
    results: results.optional().describe('One for each fact; absent when the request as a whole failed.'),
  });

/** How a route that takes in facts answers, given the schema of what became of one. */
export function factAnswers<R extends z.ZodType>(result: R) {
  const results = z.array(result).describe('One for each fact, in their order.');
  const body = z.strictObject({ results });
  return {
    200: { meaning: 'At least one was accepted; each has its own result.', body },
    400: problems[400],
    422: { meaning: 'None was accepted.', body },
    500: {
      meaning: `${problems[500].meaning} What was taken in stays as it is.`,
      body: failedSchema('internal', results),
    },
    503: {
      meaning: `${problems[503].meaning} What was taken in stays as it is.`,
      body: failedSchema('busy', results),
    },
  } as const satisfies Contract['answers'];
}

/** The answers of either route. */
export type FactAnswers = { answers: ReturnType<typeof factAnswers<z.ZodType<FactResult>>> };
