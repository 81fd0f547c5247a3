import type * as z from 'zod';

/**
 * An error whose message is meant for the person who can fix it: what is wrong, where, and what to do.
 * Any other error is a bug of ours.
 */
export class RekindleError extends Error {
  override readonly name: string = 'RekindleError';
  /** Where the problem is: a file and line, a field's path, a table's key. */
  readonly where: string | undefined;

  constructor(message: string, options: { where?: string; cause?: unknown } = {}) {
    super(options.where === undefined ? message : `${options.where}: ${message}`, { cause: options.cause });
    this.where = options.where;
  }
}

/** What the caller asked for does not exist. */
export class NotFoundError extends RekindleError {
  override readonly name = 'NotFoundError';
}

/** Other writers kept changing the same item until our attempts ran out. */
export class ContentionError extends RekindleError {
  override readonly name = 'ContentionError';
}

/** A file or request is invalid; each issue names the field. */
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

/** zod's issues, each with its path in dotted form. */
export const issuesOf = (error: z.ZodError): InputIssue[] =>
  error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
