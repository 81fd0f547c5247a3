import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { tableVariable } from '../../shared/store/tables.ts';
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  handlerPath,
  placeholderFor,
  tableGrantsOf,
} from '../functions.ts';
import type { Tables } from './data.ts';
import { executionsOf } from './executions.ts';

export interface RekindleFunctionProps {
  /** The folder in functions/. */
  readonly name: FunctionName;
  /** All tables; the function learns the names of those that it is granted. */
  readonly tables: Tables;
  /** The ARNs of what email may be sent with; needed by a function that sends. */
  readonly sending?: readonly string[];
  /** Where an event goes that an asynchronous call could not get handled. */
  readonly createDeadLetterQueue?: IQueue;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * One file for a function, with the AWS SDK in it: the version that was tested runs, and a bundle of only the clients
 * that are used starts faster than the runtime's own.
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
  // An ES module has no require(). None of our dependencies calls it today; one that does after an update would fail
  // only in the cloud, when it is first called.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
};

/** One Lambda, with a role of its own that may do what infra/functions.ts says and nothing else. */
export class RekindleFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: NodejsFunction;
  readonly logs: LogGroup;
  private readonly role: Role;

  constructor(scope: Construct, { name, tables, sending, createDeadLetterQueue }: RekindleFunctionProps) {
    super(scope, placeholderFor(name));
    this.name = name;
    this.logs = new LogGroup(this, 'Logs', {
      // As long as a night's own records of its progress.
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
      ...(createDeadLetterQueue && {
        deadLetterQueue: createDeadLetterQueue,
        retryAttempts: 2,
        maxEventAge: Duration.hours(6),
      }),
    });
    this.grantTables(tables);
    if ('sendsEmail' in functions[name]) this.grantSending(sending);
  }

  /**
   * Grants what infra/functions.ts says of a workflow. In a policy of its own, because the workflow needs the function, which
   * must not wait for a policy that needs the workflow.
   */
  grantWorkflow(workflow: StateMachine): void {
    const { workflow: granted }: FunctionDefinition = functions[this.name];
    if (granted === undefined)
      throw new Error(`infra/functions.ts gives ${this.name} no right to a workflow`);
    const isOfExecutions = granted.action === 'states:DescribeExecution';
    new Policy(this, 'WorkflowPolicy', {
      roles: [this.role],
      statements: [
        allow([granted.action], [isOfExecutions ? executionsOf(workflow) : workflow.stateMachineArn]),
      ],
    });
  }

  private grantTables(tables: Tables): void {
    for (const { table, index, actions } of tableGrantsOf(this.name)) {
      const { tableArn } = tables[table];
      const arn = index === undefined ? tableArn : `${tableArn}/index/${index}`;
      const granted = actions.map((action) => `dynamodb:${action}`);
      this.role.addToPolicy(allow(granted, [arn]));
    }
  }

  private grantSending(sending: readonly string[] | undefined): void {
    if (sending === undefined) throw new Error(`${this.name} sends email, but was not given with what`);
    this.role.addToPolicy(allow(['ses:SendEmail'], sending));
  }
}

const environment = {
  NODE_OPTIONS: '--enable-source-maps',
  POWERTOOLS_SERVICE_NAME: 'rekindle',
  POWERTOOLS_LOG_LEVEL: 'INFO',
};

const allow = (actions: string[], resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [...resources] });

const tableNames = (name: FunctionName, tables: Tables): Record<string, string> =>
  Object.fromEntries(tableGrantsOf(name).map(({ table }) => [tableVariable(table), tables[table].tableName]));
