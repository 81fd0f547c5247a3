import { InvalidToken, SendTaskSuccessCommand, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import type { CallOutcome } from '../../shared/callbacks/callback.ts';
import { stepFunctions } from './step-functions.ts';

/**
 * Resumes the workflow that waits on `token`. A workflow that no longer waits (resumed before, or past its deadline)
 * is left alone: the outcome stands on the task, where the workflow looks before it escalates.
 */
export async function resumeCallback(token: string, outcome: CallOutcome): Promise<void> {
  try {
    await stepFunctions.send(
      new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ outcome }) }),
    );
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return;
    throw error;
  }
}
