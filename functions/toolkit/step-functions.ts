import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from '@aws-sdk/client-sfn';

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
