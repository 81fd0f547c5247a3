import * as z from 'zod';

/** What one route accepts and answers. Its handler validates with it, and the documentation is made from it. */
export interface Contract {
  /** A few words, without a full stop. */
  readonly summary: string;
  /** What a caller must know besides the fields, in Markdown. */
  readonly description: string;
  /** What each variable in the route's path is. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  readonly example: Example;
}

/** What a status means, and the body that comes with it. */
export interface Answer {
  readonly meaning: string;
  /** Absent for a page of HTML. */
  readonly body?: z.ZodType;
}

/** A request and its answer. A test sends it. */
export interface Example {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** Absent for a page of HTML. */
  readonly answer?: unknown;
}

type Bodies<A> = {
  [S in keyof A & number]: A[S] extends { body: infer B extends z.ZodType } ? [S, z.output<B>] : never;
};
/** A status that a contract promises, and a body that fits it. */
export type AnswerOf<C extends Pick<Contract, 'answers'>> = Bodies<C['answers']>[keyof C['answers'] & number];

export const issueSchema = z
  .strictObject({
    path: z.string().describe('Where: `lines.0.quantity`. Empty for the whole.'),
    message: z.string().describe('What is wrong, and what to do.'),
  })
  .meta({ id: 'Issue', description: 'One thing that is wrong with an input.' });

const problem = <E extends string>(error: E) =>
  z.strictObject({
    error: z.literal(error).describe('What kind of problem it is.'),
    message: z.string().describe('What is wrong, and what to do.'),
  });

const invalidRequestSchema = z.strictObject({
  error: z.literal('invalid-request').describe('What kind of problem it is.'),
  issues: z.array(issueSchema).describe('What is wrong, up to 20 issues and how many more there are.'),
});

/** How any route answers when it cannot do what was asked; each contract names the statuses that it can have. */
export const problems = {
  400: {
    meaning: 'The request cannot be read, or is not valid. Mend it before sending it again.',
    body: z
      .discriminatedUnion('error', [invalidRequestSchema, problem('malformed-json')])
      .meta({ id: 'BadRequest', description: 'Why a request was refused as a whole.' }),
  },
  404: { meaning: 'There is no such thing.', body: problem('not-found').meta({ id: 'NotFound' }) },
  500: {
    meaning: 'A mistake of ours. Sending the request again is harmless.',
    body: problem('internal').meta({ id: 'Internal' }),
  },
  503: {
    meaning: 'Others kept changing the same thing. Send the request again.',
    body: problem('busy').meta({ id: 'Busy' }),
  },
} as const satisfies Contract['answers'];
