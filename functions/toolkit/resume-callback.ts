import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { CallOutcome } from '../../shared/callbacks/callback.ts';
import { stepFunctions } from './step-functions.ts';

/**
 * Resumes the workflow that waits on `token`. A repeat is harmless: a workflow that no longer waits, because it was
 * resumed before or its deadline has passed, is left alone. It finds the outcome on the task before it escalates.
 */
export async function resumeCallback(
  token: string,
  outcome: CallOutcome | 'none',
  client: SFNClient = stepFunctions,
): Promise<void> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ outcome }) }));
  } catch (error) {
    if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
      return;
    throw error;
  }
}
