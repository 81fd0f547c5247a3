import * as z from 'zod';

/**
 * What kind of failure ended a run of a step.
 *
 * - `slow`: it was not ready in time
 * - `busy`: AWS let no more calls through
 * - `contended`: others kept changing the same
 * - `refused`: SES accepts nothing as this shop sends it, such as from an address that is not verified
 * - `other`: anything else
 */
export type FailureKind = 'slow' | 'busy' | 'contended' | 'refused' | 'other';

/** A failure as it is kept with a step: its kind, and the technical words for whoever mends it. */
export interface StepFailure {
  readonly kind: FailureKind;
  readonly detail: string;
}

const kinds: Readonly<Record<string, FailureKind>> = {
  'States.Timeout': 'slow',
  'Sandbox.Timedout': 'slow',
  'Lambda.TooManyRequestsException': 'busy',
  ThrottlingException: 'busy',
  ProvisionedThroughputExceededException: 'busy',
  RequestLimitExceeded: 'busy',
  ContentionError: 'contended',
  // Every other obstacle postpones the step and is no failure.
  NotNowError: 'refused',
};
const kindOf = new Map(Object.entries(kinds));

/** What Lambda says of an error that a function threw. */
const thrownSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('this is not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.object({ errorMessage: z.string() }));

/**
 * Reads what `run-campaigns` keeps of a failure: the name of the error, a colon, and the first 1,000 characters of its
 * cause, which is JSON when a function threw it. What is cut off within the JSON stays as it is.
 */
export function readStepFailure(stored: string): StepFailure {
  const [, name = '', cause = ''] = /^([\w.]+): (.*)$/s.exec(stored) ?? [];
  const thrown = thrownSchema.safeParse(cause);
  return {
    kind: kindOf.get(name) ?? 'other',
    detail: thrown.success ? `${name}: ${thrown.data.errorMessage}` : stored.replace(/: $/, ''),
  };
}
