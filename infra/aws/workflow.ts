import { readFileSync } from 'node:fs';
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { placeholderFor } from '../functions.ts';
import type { WorkflowName } from '../workflows.ts';
import { executionsOf } from './executions.ts';
import type { RekindleFunction } from './rekindle-function.ts';

export interface WorkflowProps {
  /** The file workflows/….asl.json. */
  readonly name: WorkflowName;
  /** The functions that it calls. */
  readonly calls: readonly RekindleFunction[];
  /** A workflow that it starts and leaves to itself. */
  readonly starts?: Workflow;
  /** A workflow that it starts and waits for. */
  readonly runs?: Workflow;
}

/** A workflow's definition as it stands in its file. */
export const definitionOf = (name: WorkflowName): string =>
  readFileSync(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8');

/** The names of a definition's placeholders `${…}`. */
export const placeholdersIn = (definition: string): ReadonlySet<string> =>
  new Set([...definition.matchAll(/\$\{(\w+)\}/g)].flatMap(([, name]) => name ?? []));

const mapLabelsIn = (definition: string): readonly string[] =>
  [...definition.matchAll(/"Label":\s*"(\w+)"/g)].flatMap(([, label]) => label ?? []);

/** A state machine, made from its file with the ARNs of what it calls put in. */
export class Workflow extends Construct {
  readonly name: WorkflowName;
  readonly machine: StateMachine;
  readonly calls: readonly RekindleFunction[];
  readonly runs: Workflow | undefined;
  /** Of its distributed maps, whose children run as executions of their own. */
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
          // Under this prefix, deliveries need no entry in CloudWatch Logs' resource policy, whose length is limited.
          logGroupName: `/aws/vendedlogs/states/${Aws.STACK_NAME}-${props.name}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        // What passes through a callback's workflow names a customer.
        includeExecutionData: false,
      },
    });
    for (const called of props.calls) called.lambda.grantInvoke(this.machine.role);
    props.starts?.machine.grantStartExecution(this.machine.role);
    if (props.runs) this.grantRunning(props.runs);
    this.grantMaps(this.mapLabels);
  }

  /** To start a workflow and wait for it, Step Functions listens to its end through a rule that it keeps itself. */
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
   * A distributed map starts its children as executions of this same machine, stops them when it fails, and redrives
   * them when it is redriven. In a policy of its own: the machine must not wait for a policy that needs the machine.
   */
  private grantMaps(labels: readonly string[]): void {
    if (labels.length === 0) return;
    const { machine } = this;
    const children = labels.map((label) => executionsOf(machine, label));
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

/** An ARN for each placeholder. One that nobody gave, or one too many, is a mistake in the wiring. */
function substitutionsFor(
  definition: string,
  { name, calls, starts, runs }: WorkflowProps,
): Record<string, string> {
  const workflows = [starts, runs].flatMap((workflow) => workflow ?? []);
  const given = Object.fromEntries([
    ...calls.map((called) => [placeholderFor(called.name), called.lambda.functionArn]),
    ...workflows.map((called) => [placeholderFor(called.name), called.machine.stateMachineArn]),
  ]);
  const wanted = placeholdersIn(definition);
  const missing = [...wanted].filter((placeholder) => !(placeholder in given));
  const unused = Object.keys(given).filter((placeholder) => !wanted.has(placeholder));
  if (missing.length + unused.length > 0)
    throw new Error(
      `workflows/${name}.asl.json: nothing given for [${missing}], given but not named [${unused}]`,
    );
  return given;
}
