import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/**
 * Returns the ARN pattern that matches all executions of a state machine or, given the label of one of its distributed
 * maps, all child executions of that map.
 */
export const executionsOf = (machine: StateMachine, mapLabel?: string): string =>
  Stack.of(machine).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${machine.stateMachineName}${mapLabel === undefined ? '' : `/${mapLabel}`}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
