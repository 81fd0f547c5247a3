import type { State, TaskResource, TaskState, Workflow } from './definition.ts';
import type { FieldReader } from './field-reader.ts';
import { parseCatchers, parseRetriers } from './parse-error-rules.ts';

const resources: Readonly<Record<string, TaskResource>> = {
  'arn:aws:states:::lambda:invoke': 'lambda',
  'arn:aws:states:::lambda:invoke.waitForTaskToken': 'lambda-callback',
  'arn:aws:states:::states:startExecution': 'start-execution',
  'arn:aws:states:::states:startExecution.sync:2': 'run-execution',
};

/** The fields of `Arguments` for each resource. AWS refuses a task without the required ones. */
const argumentsOf: Readonly<Record<TaskResource, { required: string; optional: readonly string[] }>> = {
  lambda: { required: 'FunctionName', optional: ['Payload', 'Qualifier'] },
  'lambda-callback': { required: 'FunctionName', optional: ['Payload', 'Qualifier'] },
  'start-execution': { required: 'StateMachineArn', optional: ['Name', 'Input'] },
  'run-execution': { required: 'StateMachineArn', optional: ['Name', 'Input'] },
};

const types = ['Task', 'Choice', 'Wait', 'Pass', 'Succeed', 'Fail', 'Parallel', 'Map'] as const;
const commonFields = ['Type', 'Comment', 'QueryLanguage'];
const flowFields = [...commonFields, 'Next', 'End', 'Output', 'Assign'];
const fallibleFields = [...flowFields, 'Retry', 'Catch'];

/** Parses one state. `parseWorkflow` parses the workflows inside a Map or Parallel. */
export function parseState(
  name: string,
  reader: FieldReader,
  parseWorkflow: (reader: FieldReader) => Workflow,
): State {
  const type = reader.oneOf('Type', types);
  if (reader.has('QueryLanguage')) reader.oneOf('QueryLanguage', ['JSONata']);
  const parseOutputAndAssign = () => ({
    output: reader.template('Output'),
    assign: reader.template('Assign', { literal: 'object' }),
  });
  const parseErrorRules = () => ({ retry: parseRetriers(reader), catchers: parseCatchers(reader) });
  switch (type) {
    case 'Task':
      reader.allowOnly(
        'a Task',
        ...fallibleFields,
        'Resource',
        'Arguments',
        'TimeoutSeconds',
        'HeartbeatSeconds',
      );
      return {
        type,
        name,
        ...parseTask(reader),
        ...parseOutputAndAssign(),
        ...parseErrorRules(),
        next: parseNext(reader),
      };
    case 'Choice':
      reader.allowOnly('a Choice', ...commonFields, 'Choices', 'Default', 'Output', 'Assign');
      return {
        type,
        name,
        ...parseOutputAndAssign(),
        default: reader.optionalString('Default'),
        rules: reader.objects('Choices').map((rule, i) => {
          rule.allowOnly('a rule of a Choice', 'Condition', 'Next', 'Output', 'Assign', 'Comment');
          const prefix = `Choices[${i}]`;
          const condition = rule.template('Condition', { prefix: `${prefix}/Condition`, literal: 'none' });
          if (condition === undefined) throw rule.errorAt('Condition', 'is missing; add a JSONata condition');
          return {
            condition,
            next: rule.string('Next'),
            output: rule.template('Output', { prefix: `${prefix}/Output` }),
            assign: rule.template('Assign', { prefix: `${prefix}/Assign`, literal: 'object' }),
          };
        }),
      };
    case 'Wait':
      reader.allowOnly('a Wait', ...flowFields, 'Seconds', 'Timestamp');
      return { type, name, ...parseOutputAndAssign(), next: parseNext(reader), until: parseUntil(reader) };
    case 'Pass':
      reader.allowOnly('a Pass', ...flowFields);
      return { type, name, ...parseOutputAndAssign(), next: parseNext(reader) };
    case 'Succeed':
      reader.allowOnly('a Succeed', ...commonFields, 'Output');
      return { type, name, output: reader.template('Output'), assign: undefined };
    case 'Fail':
      reader.allowOnly('a Fail', ...commonFields, 'Error', 'Cause');
      return {
        type,
        name,
        output: undefined,
        assign: undefined,
        error: reader.template('Error', { literal: 'string' }),
        cause: reader.template('Cause', { literal: 'string' }),
      };
    case 'Parallel':
      reader.allowOnly('a Parallel', ...fallibleFields, 'Branches', 'Arguments');
      return {
        type,
        name,
        ...parseOutputAndAssign(),
        ...parseErrorRules(),
        next: parseNext(reader),
        arguments: reader.template('Arguments'),
        branches: reader.objects('Branches').map((branch) => {
          branch.allowOnly('a branch', 'StartAt', 'States', 'Comment');
          return parseWorkflow(branch);
        }),
      };
    case 'Map':
      return {
        type,
        name,
        ...parseMap(name, reader, parseWorkflow),
        ...parseOutputAndAssign(),
        ...parseErrorRules(),
        next: parseNext(reader),
      };
  }
}

function parseTask(
  reader: FieldReader,
): Pick<TaskState, 'resource' | 'resourceArn' | 'arguments' | 'timeoutSeconds' | 'heartbeatSeconds'> {
  const resourceArn = reader.string('Resource');
  const resource = resources[resourceArn];
  if (resource === undefined)
    throw reader.errorAt(
      'Resource',
      `"${resourceArn}" is not supported here; use one of ${Object.keys(resources).join(', ')}`,
    );
  const template = reader.template('Arguments', { literal: 'object' });
  const { required, optional } = argumentsOf[resource];
  if (template === undefined) throw reader.errorAt('Arguments', `is missing; give at least ${required}`);
  // If Arguments is a single expression, its keys are known only when it is evaluated.
  if (template.constant !== undefined || template.entries.size > 0) {
    reader.object('Arguments').allowOnly(`the Arguments of ${resourceArn}`, required, ...optional);
    if (!template.entries.has(required)) throw reader.errorAt(`Arguments/${required}`, 'is missing; add it');
  }
  if (resource !== 'lambda-callback' && reader.has('HeartbeatSeconds'))
    throw reader.errorAt('HeartbeatSeconds', 'only a task that waits for a token has heartbeats; remove it');
  return {
    resource,
    resourceArn,
    arguments: template,
    timeoutSeconds: reader.template('TimeoutSeconds', { literal: 'number' }),
    heartbeatSeconds: reader.template('HeartbeatSeconds', { literal: 'number' }),
  };
}

function parseMap(name: string, reader: FieldReader, parseWorkflow: (reader: FieldReader) => Workflow) {
  const distributedOnlyFields = ['ToleratedFailureCount', 'ToleratedFailurePercentage', 'Label'];
  reader.allowOnly(
    'a Map',
    ...fallibleFields,
    'Items',
    'ItemSelector',
    'ItemProcessor',
    'MaxConcurrency',
    ...distributedOnlyFields,
  );
  const processor = reader.object('ItemProcessor');
  processor.allowOnly('an ItemProcessor', 'ProcessorConfig', 'StartAt', 'States', 'Comment');
  let distributed = false;
  if (processor.has('ProcessorConfig')) {
    const config = processor.object('ProcessorConfig');
    config.allowOnly('a ProcessorConfig', 'Mode', 'ExecutionType');
    distributed = config.has('Mode') && config.oneOf('Mode', ['INLINE', 'DISTRIBUTED']) === 'DISTRIBUTED';
    if (distributed) config.oneOf('ExecutionType', ['STANDARD', 'EXPRESS']);
    else if (config.has('ExecutionType'))
      throw config.errorAt('ExecutionType', 'applies only to Mode DISTRIBUTED; remove it');
  }
  for (const field of distributedOnlyFields) {
    if (!distributed && reader.has(field))
      throw reader.errorAt(
        field,
        'applies only to a Map whose ItemProcessor/ProcessorConfig/Mode is DISTRIBUTED',
      );
  }
  const label = reader.optionalString('Label');
  // AWS limits the label to 40 characters because it becomes part of names.
  if (label !== undefined && (label.length === 0 || label.length > 40))
    throw reader.errorAt('Label', 'must have 1 to 40 characters');
  return {
    distributed,
    processor: parseWorkflow(processor),
    items: reader.template('Items', { literal: 'array' }),
    itemSelector: reader.template('ItemSelector'),
    maxConcurrency: reader.template('MaxConcurrency', { literal: 'number' }),
    toleratedFailureCount: reader.template('ToleratedFailureCount', { literal: 'number' }),
    toleratedFailurePercentage: reader.template('ToleratedFailurePercentage', { literal: 'number' }),
    label: label ?? name.replaceAll(/\s/g, ''),
  };
}

function parseNext(reader: FieldReader): string | undefined {
  const next = reader.optionalString('Next');
  if (reader.flag('End') === (next !== undefined))
    throw reader.errorAt('Next', 'give either Next or "End": true, and not both');
  return next;
}

function parseUntil(reader: FieldReader) {
  const seconds = reader.template('Seconds', { literal: 'number' });
  const timestamp = reader.template('Timestamp', { literal: 'string' });
  if (seconds !== undefined && timestamp === undefined) return { kind: 'seconds', value: seconds } as const;
  if (timestamp !== undefined && seconds === undefined)
    return { kind: 'timestamp', value: timestamp } as const;
  throw reader.errorAt('Seconds', 'give either Seconds or Timestamp, and not both');
}
