import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { workflowArn } from './workflow-arn.ts';

/** The Step Functions client of this process. */
export const stepFunctions = new SFNClient({});

/** True while an execution is running; false also for one that Step Functions no longer knows. */
export async function isRunning(executionArn: string): Promise<boolean> {
  try {
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
}

/**
 * Starts an execution of a workflow, unless there has been one of this name.
 *
 * @returns false when there has been one
 */
export async function startOnce(workflow: string, name: string, input: object): Promise<boolean> {
  try {
    await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: workflowArn(workflow),
        name,
        input: JSON.stringify(input),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false;
    throw error;
  }
}
