import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { CallEnd } from '../../shared/operations/work-calls.ts';
import { stepFunctions } from './step-functions.ts';

/** Nobody called, or nobody needs to any more. */
export const notCalled: CallEnd = { outcome: 'none' };

/**
 * Resumes the workflow that waits on `token`. A repeat is harmless: a workflow that no longer waits, because it was
 * resumed before or its deadline has passed, is left alone. It finds the outcome on the task before it escalates.
 */
export async function resumeCallback(
  token: string,
  { outcome, nextCallAt }: CallEnd,
  client: SFNClient = stepFunctions,
): Promise<void> {
  try {
    await client.send(
      new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ outcome, nextCallAt }) }),
    );
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return;
    throw error;
  }
}
