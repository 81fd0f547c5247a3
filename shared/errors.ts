import type * as z from 'zod';

/**
 * An error whose message is meant for the person who can mend it: what is wrong, where, and what to do.
 * Anything else that is thrown is a defect of ours.
 */
export class RekindleError extends Error {
  override readonly name: string = 'RekindleError';
  /** Where it is: a file and line, a field's path, a table's key. */
  readonly where: string | undefined;

  constructor(message: string, options: { where?: string; cause?: unknown } = {}) {
    super(options.where === undefined ? message : `${options.where}: ${message}`, { cause: options.cause });
    this.where = options.where;
  }
}

/** Something the caller asked for does not exist. */
export class NotFoundError extends RekindleError {
  override readonly name = 'NotFoundError';
}

/** Somebody else changed the same item first, more often than we were willing to try again. */
export class ContentionError extends RekindleError {
  override readonly name = 'ContentionError';
}

/** A file or request that does not say what it should; each issue names its place. */
export class InvalidInputError extends RekindleError {
  override readonly name = 'InvalidInputError';
  readonly issues: readonly InputIssue[];

  constructor(message: string, issues: readonly InputIssue[], where?: string) {
    const listed = issues.map((issue) => `\n  ${issue.path || '(top)'}: ${issue.message}`).join('');
    super(`${message}${listed}`, where === undefined ? {} : { where });
    this.issues = issues;
  }
}

/** One thing wrong with an input, at a dotted path such as `lines.0.quantity`. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** zod's issues as dotted paths and sentences. */
export const issuesOf = (error: z.ZodError): InputIssue[] =>
  error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
