import { CfnElement, type Stack, Validations } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { Policy } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { routes } from '../routes.ts';
import { Campaigns } from './campaigns.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Schedules } from './schedules.ts';
import { Workflow } from './workflow.ts';

/**
 * Acknowledges what cdk-nag's AwsSolutions rules object to although it is intended, each with the reason. A finding
 * that is not acknowledged here fails the synthesis.
 */
export function acknowledgeFindings(stack: Stack): void {
  for (const construct of stack.node.findAll()) {
    if (construct instanceof RekindleFunction) acknowledgeFunction(construct);
    if (construct instanceof Workflow) acknowledgeWorkflow(construct, stack);
    if (construct instanceof Campaigns) {
      const reason = 'Executions of one workflow: are those that have claimed a step still running?';
      const executions = executionsOf(construct.workflow, stack);
      for (const { node } of construct.functionsThatDescribe)
        acknowledgeWildcard(node.findChild('WorkflowPolicy'), executions, reason);
    }
    if (construct instanceof CfnRoute && isPublic(construct)) {
      const reason = 'Customers who unsubscribe have no account; the token in the link authorises them.';
      acknowledge(construct, 'AwsSolutions-APIG4', reason);
    }
    if (construct instanceof Schedules) {
      const reason = 'This is a dead-letter queue itself; the rule does not recognise those of schedules.';
      acknowledge(construct.missedStarts, 'AwsSolutions-SQS3', reason);
      const versions = `${attributeOf(construct.starter.lambda, 'Arn', stack)}:*`;
      for (const role of stack.node.children.filter(({ node }) => node.id.startsWith('SchedulerRole')))
        acknowledgeWildcard(role, versions, 'All versions of the one function that a schedule calls.');
    }
  }
}

function acknowledgeFunction(fn: RekindleFunction): void {
  acknowledgeWildcard(fn, '*', 'X-Ray and GetAccount of SES, which cannot be restricted to resources.');
  const reason =
    'The sender is a setting. A deployment that names it (-c emailIdentity) grants only that one.';
  acknowledgeWildcard(fn, `${arnOf('ses')}:identity/*`, reason);
}

function acknowledgeWorkflow(workflow: Workflow, stack: Stack): void {
  const errorsOnly =
    'Logs errors only: inputs and outputs are in the execution history, and logging everything costs more.';
  acknowledge(workflow.machine, 'AwsSolutions-SF1', errorsOnly);
  acknowledgeWildcard(
    workflow,
    '*',
    'X-Ray and log delivery, whose actions cannot be restricted to resources.',
  );

  for (const { lambda } of workflow.calls) {
    const reason = 'All versions of a function that the workflow calls.';
    acknowledgeWildcard(workflow, `${attributeOf(lambda, 'Arn', stack)}:*`, reason);
  }
  const reason = 'Executions of one workflow, which get their names when they start.';
  if (workflow.mapLabels.length > 0)
    acknowledgeWildcard(workflow, executionsOf(workflow, stack, '/*'), reason);
  acknowledgeWildcard(workflow, executionsOf(workflow, stack), reason);
  if (workflow.runs) acknowledgeWildcard(workflow, executionsOf(workflow.runs, stack), reason);
  // open-night describes executions, to distinguish a night that was started twice from one that crashed.
  for (const { name, node } of workflow.calls) {
    if (name === 'open-night')
      acknowledgeWildcard(node.findChild('WorkflowPolicy'), executionsOf(workflow, stack), reason);
  }
}

const attributeOf = (construct: IConstruct, name: string, stack: Stack): string =>
  `<${logicalIdOf(construct, stack)}.${name}>`;

const executionsOf = ({ machine }: Workflow, stack: Stack, label = ''): string =>
  `${arnOf('states')}:execution:${attributeOf(machine, 'Name', stack)}${label}:*`;

function acknowledgeWildcard(within: IConstruct, resource: string, reason: string): void {
  for (const policy of within.node.findAll().filter((child) => child instanceof Policy)) {
    acknowledge(policy, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
  }
}

const acknowledge = (construct: IConstruct, id: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id, reason });

/** An ARN's beginning, with CloudFormation's pseudo parameters in cdk-nag's notation. */
const arnOf = (service: string): string => `arn:<AWS::Partition>:${service}:<AWS::Region>:<AWS::AccountId>`;

function logicalIdOf({ node }: IConstruct, stack: Stack): string {
  const resource = node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error(`${node.path} is not a single resource`);
  return stack.resolve(stack.getLogicalId(resource));
}

const isPublic = ({ routeKey }: CfnRoute): boolean =>
  routes.some((route) => route.caller === 'anybody' && routeKey === `${route.method} ${route.path}`);
