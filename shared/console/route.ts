import type * as z from 'zod';
import type { Role } from './roles.ts';

/** One route of the console's API: who may use it, what it accepts, and what it answers with status 200. */
export interface ConsoleRoute {
  /** A few words, without a full stop. */
  readonly summary: string;
  readonly roles: readonly Role[];
  /** The variables of the path. */
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /**
   * The fields of a change whose values the audit log keeps because they are not personal; of all others it keeps the
   * name. Required of a change, absent where nothing changes.
   */
  readonly audited?: readonly string[];
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** A request of a route, as its schemas read it. */
export interface AskedOf<R extends ConsoleRoute> {
  readonly path: Parsed<R['path']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
}

/** A request of a route, as it is sent. */
export interface SentTo<R extends ConsoleRoute> {
  readonly path?: Sent<R['path']>;
  readonly query?: Sent<R['query']>;
  readonly body?: Sent<R['body']>;
}

/** What a route answers. */
export type AnsweredBy<R extends ConsoleRoute> = z.output<R['answer']>;
