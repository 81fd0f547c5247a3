import type * as z from 'zod';

/** What of a change the audit log keeps. */
export type Audited = readonly string[] | ((body: unknown) => Readonly<Record<string, unknown>>);

/** One route of the console's API: what it accepts, and what it answers with status 200. */
export interface ConsoleRoute {
  /** A few words, without a full stop. */
  readonly summary: string;
  /** The variables of the path. */
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /**
   * The fields of a change whose values the audit log keeps because they are not personal; of all others it keeps the
   * name. A function makes the fields of a request itself. Personal data that leaves the shop is in the log as a change is.
   * Absent where nothing changes; `when-published` for what changes nothing in the shop until another route, which is in
   * the log, publishes it.
   */
  readonly audited?: Audited | 'when-published';
  /** True for a route that only asks, by POST because the question is too long for an address. */
  readonly changesNothing?: true;
}

type PartOf<R extends ConsoleRoute, P extends 'path' | 'query' | 'body'> = R extends {
  readonly [K in P]: infer S extends z.ZodType;
}
  ? S
  : never;

/** A request of a route, as its schemas read it. */
export interface AskedOf<R extends ConsoleRoute> {
  readonly path: z.output<PartOf<R, 'path'>>;
  readonly query: z.output<PartOf<R, 'query'>>;
  readonly body: z.output<PartOf<R, 'body'>>;
}

/** A request of a route, as it is sent. */
export type SentTo<R extends ConsoleRoute> = {
  readonly [P in 'path' | 'query' | 'body' as P extends keyof R ? P : never]: z.input<PartOf<R, P>>;
};

/** What a route answers. */
export type AnsweredBy<R extends ConsoleRoute> = z.output<R['answer']>;
