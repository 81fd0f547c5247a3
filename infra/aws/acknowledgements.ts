import { CfnElement, type Stack, Validations } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRole, Policy } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { routes } from '../routes.ts';
import { Campaigns } from './campaigns.ts';
import { ConsoleSite } from './console-site.ts';
import { ConsoleUsers } from './console-users.ts';
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
      for (const one of construct.functionsThatDescribe)
        acknowledgeWildcard(one.policyOn(construct.workflow.name), executions, reason);
    }
    if (construct instanceof ConsoleUsers) acknowledgeUsers(construct);
    if (construct instanceof ConsoleSite) acknowledgeSite(construct);
    if (construct.node.id.startsWith('Custom::CDKBucketDeployment')) acknowledgeDeployment(construct, stack);
    if (construct instanceof CfnRoute && isPublic(construct)) {
      const reason =
        'Customers who unsubscribe have no account, and a frame sends no token: the one in the address authorises.';
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
  acknowledgeWildcard(
    fn,
    '*',
    'X-Ray, and what SES has of the account alone: they cannot be restricted to resources.',
  );
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
  for (const one of workflow.calls) {
    if (one.name === 'open-night')
      acknowledgeWildcard(one.policyOn(workflow.name), executionsOf(workflow, stack), reason);
  }
}

function acknowledgeUsers({ pool }: ConsoleUsers): void {
  const price =
    'The plan Plus costs $0.02 for each person a month and adds nothing for a handful of colleagues.';
  acknowledge(pool, 'AwsSolutions-COG8', price);
  acknowledge(pool, 'AwsSolutions-COG2', 'The option requireMfa requires a second factor.');
}

function acknowledgeSite({ bucket, distribution }: ConsoleSite): void {
  const logged =
    'Its files are public in all but name. Requests of the API are logged by the API, changes in the audit log.';
  acknowledge(bucket, 'AwsSolutions-S1', logged);
  acknowledge(distribution, 'AwsSolutions-CFR3', logged);
  const certificate = 'The certificate of cloudfront.net, which does not let one choose the version of TLS.';
  acknowledge(distribution, 'AwsSolutions-CFR4', certificate);
  acknowledge(distribution, 'AwsSolutions-CFR1', 'People may work from wherever they are.');
  const firewall = 'Without a token a request ends at the authorizer; API Gateway throttles the others.';
  acknowledge(distribution, 'AwsSolutions-CFR2', firewall);
}

/** What CDK makes of `BucketDeployment`: a function that copies the console into its bucket. */
function acknowledgeDeployment(deployment: IConstruct, stack: Stack): void {
  const given =
    "CDK's own function, which runs during a deployment and may write to the bucket of the console.";
  const managed = 'arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  for (const child of deployment.node.findAll()) {
    if (child instanceof CfnRole) acknowledge(child, `AwsSolutions-IAM4[Policy::${managed}]`, given);
    if (child instanceof CfnFunction) acknowledge(child, 'AwsSolutions-L1', given);
  }
  for (const actions of ['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'])
    for (const policy of policiesIn(deployment))
      acknowledge(policy, `AwsSolutions-IAM5[Action::s3:${actions}*]`, given);
  const { bootstrapQualifier = 'hnb659fds' } = stack.synthesizer;
  const assets = `cdk-${bootstrapQualifier}-assets-<AWS::AccountId>-<AWS::Region>`;
  for (const { bucket } of stack.node.findAll().filter((child) => child instanceof ConsoleSite))
    for (const arn of [`arn:<AWS::Partition>:s3:::${assets}`, attributeOf(bucket, 'Arn', stack)])
      acknowledgeWildcard(deployment, `${arn}/*`, given);
}

const attributeOf = (construct: IConstruct, name: string, stack: Stack): string =>
  `<${logicalIdOf(construct, stack)}.${name}>`;

const executionsOf = ({ machine }: Workflow, stack: Stack, label = ''): string =>
  `${arnOf('states')}:execution:${attributeOf(machine, 'Name', stack)}${label}:*`;

function acknowledgeWildcard(within: IConstruct, resource: string, reason: string): void {
  for (const policy of policiesIn(within))
    acknowledge(policy, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
}

const policiesIn = ({ node }: IConstruct): Policy[] =>
  node.findAll().filter((child) => child instanceof Policy);

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
  routes.some(
    ({ caller, method, path }) =>
      (caller === 'anybody' || caller === 'frame') && routeKey === `${method} ${path}`,
  );
