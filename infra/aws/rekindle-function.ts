import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, type IConstruct } from 'constructs';
import { functionVariable } from '../../functions/toolkit/invoke-later.ts';
import { userPoolVariable } from '../../functions/toolkit/user-pool.ts';
import { workflowVariable } from '../../functions/toolkit/workflow-arn.ts';
import { tableVariable } from '../../shared/store/tables.ts';
import type { FunctionDefinition, WorkflowAction } from '../function-definition.ts';
import { type FunctionName, functions, handlerPath, placeholderFor } from '../functions.ts';
import { tableGrantsOf } from '../table-grants.ts';
import type { WorkflowName } from '../workflows.ts';
import type { Tables } from './data.ts';
import { executionsOf } from './executions.ts';

/** What a function is built from; its size and rights are in infra/functions.ts. */
export interface RekindleFunctionProps {
  readonly name: FunctionName;
  /** All tables. The function gets the names of those that it has rights on, as environment variables. */
  readonly tables: Tables;
  /** The ARNs of the SES resources to send with. Required for a function that sends email. */
  readonly sesArns?: readonly string[];
  /** Receives the events of asynchronous invocations that still fail after two retries. */
  readonly deadLetterQueue?: IQueue;
}

/** A workflow that a function gets rights on. */
interface NamedWorkflow {
  readonly name: WorkflowName;
  readonly machine: StateMachine;
}

const policyIdOn = (workflow: WorkflowName): string => `${placeholderFor(workflow)}Policy`;

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles each function into one file that includes the AWS SDK: what runs is the version that was tested, and a bundle
 * with only the clients in use starts faster than the SDK that comes with the runtime.
 */
export const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  logLevel: LogLevel.WARNING,
  bundleAwsSDK: true,
  // ES modules have no require(). No dependency calls it today; one that does after an update would otherwise fail only
  // in AWS, at its first call.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
};

/** One Lambda, with a role of its own that may do what infra/functions.ts says, and nothing else. */
export class RekindleFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: NodejsFunction;
  readonly logs: LogGroup;
  private readonly role: Role;

  constructor(scope: Construct, { name, tables, sesArns, deadLetterQueue }: RekindleFunctionProps) {
    super(scope, placeholderFor(name));
    this.name = name;
    this.logs = new LogGroup(this, 'Logs', {
      // As long as the records of a night's progress are kept.
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logs.grantWrite(this.role);
    this.lambda = new NodejsFunction(this, 'Function', {
      description: `Rekindle: functions/${functions[name].folder}/${name}`,
      entry: `${root}${handlerPath(name)}`,
      projectRoot: root,
      depsLockFilePath: `${root}package-lock.json`,
      bundling,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: functions[name].memoryMb,
      timeout: Duration.seconds(functions[name].timeoutSeconds),
      tracing: Tracing.ACTIVE,
      role: this.role,
      logGroup: this.logs,
      environment: { ...environment, ...tableNames(name, tables) },
      awsSdkConnectionReuse: false,
      ...(deadLetterQueue && { deadLetterQueue, retryAttempts: 2, maxEventAge: Duration.hours(6) }),
    });
    this.grantTables(tables);
    if ('sendsEmail' in functions[name]) this.grantSending(sesArns);
    if ('asksAboutSender' in functions[name])
      this.role.addToPolicy(allow(['ses:GetEmailIdentity'], identitiesIn(sesArns)));
    // The list is the account's. The action cannot be restricted to a resource.
    if ('releasesAddresses' in functions[name])
      this.role.addToPolicy(allow(['ses:DeleteSuppressedDestination'], ['*']));
  }

  /**
   * Grants the actions on a workflow that infra/functions.ts lists for this function. It is a policy of its own to avoid
   * a circular dependency: the workflow depends on the function, and the policy depends on the workflow.
   * @throws Error when infra/functions.ts lists none on this one
   */
  grantWorkflow({ name, machine }: NamedWorkflow): void {
    const { workflows }: FunctionDefinition = functions[this.name];
    const actions = workflows?.[name];
    if (actions === undefined)
      throw new Error(`infra/functions.ts gives ${this.name} no right on the workflow ${name}`);
    const resourceOf = (action: WorkflowAction) =>
      action === 'states:DescribeExecution' ? executionsOf(machine) : machine.stateMachineArn;
    new Policy(this, policyIdOn(name), {
      roles: [this.role],
      statements: actions.map((action) => allow([action], [resourceOf(action)])),
    });
    if (actions.includes('states:StartExecution'))
      this.lambda.addEnvironment(workflowVariable(name), machine.stateMachineArn);
  }

  /** The policy of {@link grantWorkflow}. */
  policyOn(workflow: WorkflowName): IConstruct {
    return this.node.findChild(policyIdOn(workflow));
  }

  /** Lets the function invoke another, by the name that infra/functions.ts gives, and says what it is called here. */
  grantInvoking({ name, lambda }: RekindleFunction): void {
    const { invokes }: FunctionDefinition = functions[this.name];
    if (invokes !== name) throw new Error(`infra/functions.ts does not let ${this.name} invoke ${name}`);
    // Not grantInvoke, which also allows every version and alias.
    this.role.addToPolicy(allow(['lambda:InvokeFunction'], [lambda.functionArn]));
    this.lambda.addEnvironment(functionVariable(name), lambda.functionName);
  }

  /** Lets the function see and change the people of one user pool but not delete them, and says which pool. */
  grantPeople({ userPoolArn, userPoolId }: IUserPool): void {
    const { managesPeople }: FunctionDefinition = functions[this.name];
    if (managesPeople === undefined)
      throw new Error(`infra/functions.ts does not let ${this.name} manage people`);
    this.role.addToPolicy(
      allow(
        peopleActions.map((action) => `cognito-idp:${action}`),
        [userPoolArn],
      ),
    );
    this.lambda.addEnvironment(userPoolVariable, userPoolId);
  }

  private grantTables(tables: Tables): void {
    for (const { table, index, actions } of tableGrantsOf(this.name)) {
      const { tableArn } = tables[table];
      const arn = index === undefined ? tableArn : `${tableArn}/index/${index}`;
      const { partitions, updates }: FunctionDefinition = functions[this.name];
      const only = partitions?.[table];
      const isUpdate = (action: string) => action === 'UpdateItem' && updates?.[table] !== undefined;
      const plain = actions.filter((action) => !isUpdate(action));
      if (plain.length > 0) this.role.addToPolicy(allowOn(plain, arn, { partitions: only }));
      if (plain.length < actions.length)
        this.role.addToPolicy(
          allowOn(['UpdateItem'], arn, { partitions: only, attributes: updates?.[table] }),
        );
    }
  }

  private grantSending(sesArns: readonly string[] | undefined): void {
    if (sesArns === undefined) throw new Error(`${this.name} sends email, so it needs sesArns`);
    this.role.addToPolicy(allow(['ses:SendEmail'], sesArns));
    // The account's rate, quota and standing. The action cannot be restricted to a resource.
    this.role.addToPolicy(allow(['ses:GetAccount'], ['*']));
  }
}

const identitiesIn = (sesArns: readonly string[] = []): readonly string[] =>
  sesArns.filter((arn) => arn.includes(':identity/'));

const peopleActions = [
  'AdminAddUserToGroup',
  'AdminCreateUser',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminGetUser',
  'AdminListGroupsForUser',
  'AdminRemoveUserFromGroup',
  'ListUsers',
  'ListUsersInGroup',
];

const environment = {
  NODE_OPTIONS: '--enable-source-maps',
  POWERTOOLS_SERVICE_NAME: 'rekindle',
  POWERTOOLS_LOG_LEVEL: 'INFO',
};

const allow = (actions: string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [...resources] });

/** Actions on a table, perhaps on some partitions only, or naming some attributes only. */
function allowOn(
  actions: readonly string[],
  arn: string,
  only: {
    readonly partitions: readonly string[] | undefined;
    readonly attributes?: readonly string[] | undefined;
  },
): PolicyStatement {
  const statement = allow(
    actions.map((action) => `dynamodb:${action}`),
    [arn],
  );
  if (only.partitions !== undefined)
    statement.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': only.partitions });
  if (only.attributes !== undefined) {
    statement.addCondition('ForAllValues:StringEquals', { 'dynamodb:Attributes': only.attributes });
    // Otherwise the answer could contain the attributes that must not be named.
    statement.addCondition('StringEqualsIfExists', {
      'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
    });
  }
  return statement;
}

const tableNames = (name: FunctionName, tables: Tables): Record<string, string> =>
  Object.fromEntries(tableGrantsOf(name).map(({ table }) => [tableVariable(table), tables[table].tableName]));
