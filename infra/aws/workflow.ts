import { readFileSync } from 'node:fs';
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { placeholderFor } from '../functions.ts';
import type { concurrency, WorkflowName } from '../workflows.ts';
import { executionsOf } from './executions.ts';
import type { RekindleFunction } from './rekindle-function.ts';

/** A workflow's name, and everything that its definition refers to. */
export interface WorkflowProps {
  /** The name of its file workflows/{name}.asl.json. */
  readonly name: WorkflowName;
  /** The functions that it calls. */
  readonly calls: readonly RekindleFunction[];
  /** A workflow that it starts without waiting for its end. */
  readonly starts?: Workflow;
  /** A workflow that it starts and waits for. */
  readonly runs?: Workflow;
  /** Numbers for the placeholders that are no ARNs: how many Lambdas a map runs at the same time. */
  readonly numbers?: Readonly<Partial<Record<keyof typeof concurrency, number>>>;
}

/** Reads a workflow's definition: Amazon States Language with placeholders. */
export const definitionOf = (name: WorkflowName): string =>
  readFileSync(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8');

/** Returns the names of the placeholders `${…}` in a definition. */
export const placeholdersIn = (definition: string): ReadonlySet<string> =>
  new Set([...definition.matchAll(/\$\{(\w+)\}/g)].flatMap(([, name]) => name ?? []));

const mapLabelsIn = (definition: string): readonly string[] =>
  [...definition.matchAll(/"Label":\s*"(\w+)"/g)].flatMap(([, label]) => label ?? []);

/**
 * A state machine whose definition is read from its file, with ARNs substituted for the placeholders.
 * @throws Error when a placeholder has no ARN, or an ARN no placeholder
 */
export class Workflow extends Construct {
  readonly name: WorkflowName;
  readonly machine: StateMachine;
  readonly calls: readonly RekindleFunction[];
  readonly runs: Workflow | undefined;
  /** The labels of its distributed maps, whose children run as executions of their own. */
  readonly mapLabels: readonly string[];

  constructor(scope: Construct, props: WorkflowProps) {
    super(scope, placeholderFor(props.name));
    this.name = props.name;
    this.calls = props.calls;
    this.runs = props.runs;
    const definition = definitionOf(props.name);
    this.mapLabels = mapLabelsIn(definition);
    this.machine = new StateMachine(this, 'Machine', {
      comment: `Rekindle: workflows/${props.name}.asl.json`,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: substitutionsFor(definition, props),
      stateMachineType: StateMachineType.STANDARD,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          // Log groups under this prefix need no entry in the CloudWatch Logs resource policy, whose length is limited.
          logGroupName: `/aws/vendedlogs/states/${Aws.STACK_NAME}-${props.name}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        // The data of a callback's execution contains a customer id.
        includeExecutionData: false,
      },
    });
    for (const { lambda } of props.calls) lambda.grantInvoke(this.machine.role);
    props.starts?.machine.grantStartExecution(this.machine.role);
    if (props.runs) this.grantRunning(props.runs);
    this.grantMaps();
  }

  /**
   * Grants what `states:startExecution.sync` needs. Step Functions waits for the end of the nested execution through an
   * EventBridge rule that it manages itself (AWS Step Functions Developer Guide, IAM policies for nested workflows).
   */
  private grantRunning({ machine }: Workflow): void {
    const rule = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
    });
    const statements = [
      allow(['states:StartExecution'], [machine.stateMachineArn]),
      allow(['states:DescribeExecution', 'states:StopExecution'], [executionsOf(machine)]),
      allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], [rule]),
    ];
    for (const statement of statements) this.machine.addToRolePolicy(statement);
  }

  /**
   * Grants what distributed maps need: they start their children as executions of this same state machine, stop them on
   * failure, and redrive them when they are redriven. It is a policy of its own to avoid a circular dependency: the
   * state machine depends on its role's default policy, and this policy depends on the state machine. The children of a
   * map inside another are named after all labels (`RunSteps/RunStep/StartCallbacks`), so the policy names none.
   */
  private grantMaps(): void {
    if (this.mapLabels.length === 0) return;
    const { machine } = this;
    const children = [executionsOf(machine, '*')];
    new Policy(this, 'MapPolicy', {
      roles: [machine.role],
      statements: [
        allow(['states:StartExecution'], [machine.stateMachineArn]),
        allow(['states:DescribeExecution', 'states:StopExecution'], [executionsOf(machine), ...children]),
        allow(['states:RedriveExecution'], children),
      ],
    });
  }
}

const allow = (actions: string[], resources: string[]): PolicyStatement =>
  new PolicyStatement({ effect: Effect.ALLOW, actions, resources });

/**
 * Returns the ARN for each placeholder.
 * @throws Error when one is missing or unused, which is a mistake in the wiring
 */
function substitutionsFor(
  definition: string,
  { name, calls, starts, runs, numbers = {} }: WorkflowProps,
): Record<string, string> {
  const workflows = [starts, runs].flatMap((workflow) => workflow ?? []);
  const arns = Object.fromEntries([
    ...calls.map((fn) => [placeholderFor(fn.name), fn.lambda.functionArn]),
    ...workflows.map((workflow) => [placeholderFor(workflow.name), workflow.machine.stateMachineArn]),
    ...Object.entries(numbers).map(([placeholder, number]) => [placeholder, String(number)]),
  ]);
  const placeholders = placeholdersIn(definition);
  const missing = [...placeholders].filter((placeholder) => !(placeholder in arns));
  const unused = Object.keys(arns).filter((placeholder) => !placeholders.has(placeholder));
  if (missing.length + unused.length > 0)
    throw new Error(
      `workflows/${name}.asl.json: placeholders without an ARN [${missing}], ARNs without a placeholder [${unused}]`,
    );
  return arns;
}
