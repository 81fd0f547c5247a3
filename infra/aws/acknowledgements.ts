import { CfnElement, type Stack, Validations } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { Policy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { routes } from '../routes.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Schedules } from './schedules.ts';
import { Workflow } from './workflow.ts';

/** What cdk-nag's AwsSolutions rules object to and is as it should be, each with the reason. */
export function acknowledgeFindings(stack: Stack): void {
  for (const construct of stack.node.findAll()) {
    if (construct instanceof RekindleFunction) acknowledgeFunction(construct);
    if (construct instanceof Workflow) acknowledgeWorkflow(construct, stack);
    if (construct instanceof CfnRoute && isPublic(construct)) {
      acknowledge(
        construct,
        'AwsSolutions-APIG4',
        'Who unsubscribes has no account; the token is the right.',
      );
    }
    if (construct instanceof Schedules) {
      const reason = 'It is a dead-letter queue: that of the schedules, where the rule does not look.';
      acknowledge(construct.missedStarts, 'AwsSolutions-SQS3', reason);
    }
  }
}

function acknowledgeFunction(of: RekindleFunction): void {
  acknowledgeWildcard(of, '*', 'Traces go to X-Ray, whose actions know no resources.');
  const reason =
    'The sender is a setting. A deployment that names it (-c emailIdentity) grants only that one.';
  acknowledgeWildcard(of, `${arnOf('ses')}:identity/*`, reason);
}

function acknowledgeWorkflow(of: Workflow, stack: Stack): void {
  const errorsOnly =
    'Errors only: what passes through is in the execution history, and logging it all costs more.';
  acknowledge(of.machine, 'AwsSolutions-SF1', errorsOnly);
  acknowledgeWildcard(of, '*', 'X-Ray and the delivery of logs, whose actions know no resources.');

  const attribute = (construct: IConstruct, name: string) => `<${logicalIdOf(construct, stack)}.${name}>`;
  for (const { lambda } of of.calls) {
    acknowledgeWildcard(of, `${attribute(lambda, 'Arn')}:*`, 'All versions of a function that it calls.');
  }
  const executionsOf = ({ machine }: Workflow, label = '') =>
    `${arnOf('states')}:execution:${attribute(machine, 'Name')}${label}:*`;
  const reason = 'Executions of one workflow, which are named when they start.';
  for (const label of of.mapLabels) acknowledgeWildcard(of, executionsOf(of, `/${label}`), reason);
  acknowledgeWildcard(of, executionsOf(of), reason);
  if (of.runs) acknowledgeWildcard(of, executionsOf(of.runs), reason);
  // So that it can tell a night that was started twice from one that crashed.
  for (const { name, node } of of.calls) {
    if (name === 'open-night')
      acknowledgeWildcard(node.findChild('WorkflowPolicy'), executionsOf(of), reason);
  }
}

function acknowledgeWildcard(within: IConstruct, resource: string, reason: string): void {
  for (const policy of within.node.findAll().filter((child) => child instanceof Policy)) {
    acknowledge(policy, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
  }
}

const acknowledge = (construct: IConstruct, id: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id, reason });

/** As cdk-nag writes what CloudFormation fills in. */
const arnOf = (service: string): string => `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>`;

function logicalIdOf({ node }: IConstruct, stack: Stack): string {
  const resource = node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error(`${node.path} is not one resource`);
  return stack.resolve(stack.getLogicalId(resource));
}

const isPublic = ({ routeKey }: CfnRoute): boolean =>
  routes.some((route) => route.isPublic && routeKey === `${route.method} ${route.path}`);
