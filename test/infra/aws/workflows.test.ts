import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { definitionOf, placeholdersIn, type Workflow } from '../../../infra/aws/workflow.ts';
import { functionNames, placeholderFor } from '../../../infra/functions.ts';
import { type WorkflowName, workflowNames } from '../../../infra/workflows.ts';
import { roleOf, synthesise } from './synthesise.ts';

// The package comes without types.
const validate: (definition: unknown) => { isValid: boolean; errorsText: () => string } = createRequire(
  import.meta.url,
)('asl-validator');

const { workflows, propertiesOf, rightsOf, idOf, template } = synthesise();

const workflowOf = (name: WorkflowName) =>
  workflows.find((one) => one.name === name) ?? expect.fail(`${name} is not deployed`);
const rightsIn = (workflow: Workflow) =>
  rightsOf(roleOf(workflow)).map(({ action, resource }) => `${action} on ${resource}`);
const executions = (workflow: Workflow, label = '') =>
  `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${idOf(workflow.machine)}.Name>${label}:*`;

test('every file in workflows/ is deployed, and nothing else', () => {
  const files = readdirSync('workflows').flatMap((file) => file.match(/^(.+)\.asl\.json$/)?.[1] ?? []);
  expect(workflows.map(({ name }) => name).sort()).toEqual(files.sort());
  template.resourceCountIs('AWS::StepFunctions::StateMachine', files.length);
});

describe.each(workflows.map((workflow) => [workflow.name, workflow] as const))(
  'the workflow %s',
  (name, workflow) => {
    test('has the definition in its file', () => {
      expect(propertiesOf(workflow.machine)['DefinitionString']).toBe(definitionOf(name));
    });

    test('has a substitution for each of its placeholders, and no others', () => {
      const substitutions = propertiesOf(workflow.machine)['DefinitionSubstitutions'];
      expect(new Set(Object.keys(substitutions ?? {}))).toEqual(placeholdersIn(definitionOf(name)));
    });

    test('is valid with ARNs in their place', () => {
      const anArn = 'arn:aws:lambda:eu-central-1:123456789012:function:any';
      const definition: unknown = JSON.parse(
        definitionOf(name)
          .replace(/\$\{\w+AtOnce\}/g, '1')
          .replace(/\$\{\w+\}/g, anArn),
      );
      const { isValid, errorsText } = validate(definition);
      expect(isValid, errorsText()).toBe(true);
    });

    test('is traced, can wait for days, and logs its errors without their data', () => {
      expect(propertiesOf(workflow.machine)).toMatchObject({
        StateMachineType: 'STANDARD',
        TracingConfiguration: { Enabled: true },
        LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      });
    });

    test('may call the functions that it names, in any version, and no others', () => {
      const functionArns = workflow.calls.flatMap(({ lambda }) => [
        `<${idOf(lambda)}.Arn>`,
        `<${idOf(lambda)}.Arn>:*`,
      ]);
      const deployed = rightsIn(workflow).filter((right) => right.startsWith('lambda:'));
      expect(deployed.sort()).toEqual(functionArns.map((arn) => `lambda:InvokeFunction on ${arn}`).sort());
    });

    test('has rights on all resources only for traces and log delivery', () => {
      const onAllResources = rightsIn(workflow).filter((right) => right.endsWith(' on *'));
      for (const right of onAllResources) expect(right).toMatch(/^(xray|logs):/);
    });

    test('may start, stop and redrive the children of each of its distributed maps', () => {
      const { machine, mapLabels } = workflow;
      const labels = [...definitionOf(name).matchAll(/"Label": "(\w+)"/g)].map(([, label]) => label);
      const maps = definitionOf(name).match(/"Mode": "DISTRIBUTED"/g) ?? [];
      expect(mapLabels).toEqual(labels);
      expect(maps).toHaveLength(labels.length);
      if (labels.length > 0)
        expect(rightsIn(workflow)).toContain(`states:StartExecution on <${idOf(machine)}>`);
      if (labels.length === 0) return;
      // Of all maps, because the children of a nested one are named after several labels.
      for (const action of ['DescribeExecution', 'StopExecution', 'RedriveExecution']) {
        expect(rightsIn(workflow)).toContain(`states:${action} on ${executions(workflow, '/*')}`);
      }
    });

    test('ends by itself, a night before the next one begins', () => {
      const { TimeoutSeconds } = JSON.parse(definitionOf(name).replace(/\$\{\w+\}/g, '1'));
      expect(TimeoutSeconds).toBeGreaterThan(0);
      if (name === 'nightly-rescore') expect(TimeoutSeconds).toBe(20 * 3600);
    });
  },
);

test('the night may run the campaigns and wait for them to end', () => {
  const campaigns = workflowOf('run-campaigns');
  const rights = rightsIn(workflowOf('nightly-rescore'));
  expect(rights).toContain(`states:StartExecution on <${idOf(campaigns.machine)}>`);
  for (const action of ['DescribeExecution', 'StopExecution']) {
    expect(rights).toContain(`states:${action} on ${executions(campaigns)}`);
  }
  const rule = 'rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';
  for (const action of ['PutTargets', 'PutRule', 'DescribeRule']) {
    expect(rights.some((right) => right.startsWith(`events:${action} on `) && right.endsWith(rule))).toBe(
      true,
    );
  }
});

test('the campaigns may start a callback, but not stop it', () => {
  const callback = workflowOf('callback-task');
  const rights = rightsIn(workflowOf('run-campaigns'));
  expect(rights).toContain(`states:StartExecution on <${idOf(callback.machine)}>`);
  expect(rights).not.toContain(`states:StopExecution on ${executions(callback)}`);
});

test('no two functions or workflows share a placeholder', () => {
  const names = [...functionNames, ...workflowNames].map(placeholderFor);
  expect(new Set(names).size).toBe(names.length);
});

test('a deployment may limit how many Lambdas the workflows run at the same time', () => {
  const { workflows, propertiesOf } = synthesise({ concurrency: '8' });
  const numbers = workflows.flatMap(({ machine }) => {
    const { DefinitionSubstitutions = {} } = propertiesOf(machine);
    return Object.entries(DefinitionSubstitutions ?? {}).filter(([name]) => name.endsWith('AtOnce'));
  });
  expect(Object.fromEntries(numbers)).toEqual({ SegmentsAtOnce: '8', ShardsAtOnce: '1' });
});
