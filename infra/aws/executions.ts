import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** The ARNs of all executions of a state machine, or of the children of its distributed map with that label. */
export const executionsOf = (machine: StateMachine, mapLabel?: string): string =>
  Stack.of(machine).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${machine.stateMachineName}${mapLabel === undefined ? '' : `/${mapLabel}`}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
