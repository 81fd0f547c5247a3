import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { FunctionDefinition } from '../../../infra/function-definition.ts';
import {
  functions as definitions,
  type FunctionName,
  functionNames,
  handlerPath,
} from '../../../infra/functions.ts';
import { tableGrantsOf } from '../../../infra/table-grants.ts';
import { workflowNames } from '../../../infra/workflows.ts';
import { storeRights } from './store-rights.ts';
import { type Right, roleOf, synthesise } from './synthesise.ts';

const { functions, idOf, rightsOf, stack, workflows: deployedWorkflows } = synthesise();

const functionOf = (name: FunctionName) =>
  functions.find((one) => one.name === name) ?? expect.fail(`${name} is not deployed`);
const rights = (name: FunctionName) => rightsOf(roleOf(functionOf(name)));
const describeRight = ({ action, resource }: Right) => `${action} on ${resource}`;
const definitionOf = (name: FunctionName): FunctionDefinition => definitions[name];

/** What cannot be restricted to a resource. */
const onWholeAccount = ['ses:GetAccount', 'ses:DeleteSuppressedDestination'];

/** True for what every function may do: write its log and its traces. */
const isLogOrTrace = ({ action, resource }: Right, name: FunctionName) =>
  (/^logs:(CreateLogStream|PutLogEvents)$/.test(action) &&
    resource === `<${idOf(functionOf(name).logs)}.Arn>`) ||
  (/^xray:Put(TraceSegments|TelemetryRecords)$/.test(action) && resource === '*');

/** True for what may be done with the console's own user pool, short of deleting people or changing the pool. */
const isOnPeople = ({ action, resource }: Right) =>
  /^cognito-idp:(List|Admin(Get|List|Create|Add|Remove|Enable|Disable)User|AdminListGroups)/.test(action) &&
  /^<ConsoleUsersPool\w+\.Arn>$/.test(resource);

/** The rights on tables that infra/functions.ts lists for a function. */
function listedTableRights(name: FunctionName): string[] {
  const rights = tableGrantsOf(name).flatMap(({ table, index, actions }) => {
    const child = stack.node.findChild('Data').node.findChild(table[0]?.toUpperCase() + table.slice(1));
    const resource = `<${idOf(child)}.Arn>${index === undefined ? '' : `/index/${index}`}`;
    return actions.map((action) => `dynamodb:${action} on ${resource}`);
  });
  return rights.sort();
}

describe.each(functionNames)('the function %s', (name) => {
  test('has exactly the rights on tables that infra/functions.ts lists', () => {
    const deployed = rights(name).filter(({ action }) => action.startsWith('dynamodb:'));
    expect(deployed.map(describeRight).sort()).toEqual(listedTableRights(name));
  });

  test('needs those rights for the store methods that it calls, and no others', async () => {
    const actions = tableGrantsOf(name).flatMap(({ table, index, actions }) =>
      actions.map((action) => `${action} on ${index === undefined ? table : `${table}/${index}`}`),
    );
    expect(actions.sort()).toEqual(await actionsNeededBy(name));
  });

  test('sends email only if infra/functions.ts says so, and only through SES', () => {
    const sending = rights(name).filter(({ action }) => action.startsWith('ses:'));
    const { sendsEmail, asksAboutSender, releasesAddresses } = definitionOf(name);
    expect(new Set(sending.map(({ action }) => action))).toEqual(
      new Set([
        ...(sendsEmail ? ['ses:SendEmail', 'ses:GetAccount'] : []),
        ...(asksAboutSender ? ['ses:GetEmailIdentity'] : []),
        ...(releasesAddresses ? ['ses:DeleteSuppressedDestination'] : []),
      ]),
    );
    for (const { resource } of sending.filter(({ action }) => !onWholeAccount.includes(action)))
      expect(resource).toMatch(/:(identity\/\*|configuration-set\/rekindle)$/);
  });

  test('has a right on a workflow only if infra/functions.ts says so', () => {
    const { workflows = {} } = definitionOf(name);
    const deployed = rights(name).filter(({ action }) => action.startsWith('states:'));
    const listed = workflowNames.flatMap((workflow) =>
      (workflows[workflow] ?? []).map((action) => `${action} on ${workflow}`),
    );
    const granted = deployedWorkflows.flatMap(({ name: workflow, machine }) =>
      deployed
        .filter(({ resource }) => new RegExp(`<${idOf(machine)}[.>]`).test(resource))
        .map(({ action }) => `${action} on ${workflow}`),
    );
    expect(granted.sort()).toEqual(listed.sort());
    expect(deployed).toHaveLength(listed.length);
  });

  test('may do nothing else but write its log, its traces and its dead letters', () => {
    const others = rights(name).filter(
      (right) =>
        !/^(dynamodb|ses|states):/.test(right.action) &&
        !isLogOrTrace(right, name) &&
        !(right.action === 'sqs:SendMessage' && /record-|follow-/.test(name)) &&
        !(isOnPeople(right) && definitionOf(name).managesPeople) &&
        !(right.action === 'lambda:InvokeFunction' && definitionOf(name).invokes !== undefined),
    );
    expect(others).toEqual([]);
  });
});

describe('among all functions', () => {
  const functionsThatMay = (action: string) =>
    functionNames.filter((name) => rights(name).some((right) => right.action === action));

  test('only the two passes scan, open-night, which counts a sample, and the console, which counts when it is asked to', () => {
    expect(functionsThatMay('dynamodb:Scan')).toEqual([
      'open-night',
      'measure-population',
      'rescore-and-enrol',
      'answer-console',
    ]);
  });

  test('only open-night describes a table', () => {
    expect(functionsThatMay('dynamodb:DescribeTable')).toEqual(['open-night']);
  });

  test('the one that anybody may call closes recipients, and neither reads nor writes anything else', () => {
    const onTables = rights('unsubscribe').filter(({ action }) => action.startsWith('dynamodb:'));
    const limits = onTables.map(({ action, condition }) => [
      action,
      condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
      condition['ForAllValues:StringEquals']?.['dynamodb:Attributes'],
    ]);
    expect(limits).toEqual([
      ['dynamodb:GetItem', ['settings', 'secret:links'], undefined],
      ['dynamodb:GetItem', ['@*'], undefined],
      ['dynamodb:UpdateItem', ['@*'], ['customerId', 'key', 'suppression', 'version']],
    ]);
    expect(functionsThatMay('lambda:InvokeFunction')).toEqual(['unsubscribe']);
  });

  test('only the starter of campaigns and the console start a workflow', () => {
    expect(functionsThatMay('states:StartExecution')).toEqual(['start-campaigns', 'answer-console']);
  });

  test('only those that write to customers send email, and the console, which sends test mails', () => {
    expect(functionsThatMay('ses:SendEmail')).toEqual(['run-step', 'reward-callback', 'answer-console']);
  });

  test('none has a right on all resources, except for traces and what SES has of the account alone', () => {
    const all = functionNames.flatMap(rights).filter(({ resource }) => resource === '*');
    expect(new Set(all.map(({ action }) => action))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', ...onWholeAccount]),
    );
  });
});

describe('a deployment that names its sender', () => {
  const { functions, rightsOf } = synthesise({ emailIdentity: 'shop.example' });

  test('lets no function send from any other', () => {
    const sender =
      functions.find(({ name }) => name === 'run-step') ?? expect.fail('run-step is not deployed');
    const resources = rightsOf(roleOf(sender))
      .filter(({ action }) => action === 'ses:SendEmail')
      .map(({ resource }) => resource.replace(/^.*>:/, ''));
    expect(resources.sort()).toEqual(['configuration-set/rekindle', 'identity/shop.example']);
  });
});

/** Returns the actions that a handler needs, by the store methods that are left in its bundle after tree shaking. */
async function actionsNeededBy(name: FunctionName): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [handlerPath(name)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const code = outputFiles.map(({ text }) => text).join();
  const methods = new Set(
    [...code.matchAll(/\bstore\d*\.(\w+\.\w+)\(/g)].flatMap(([, method]) => method ?? []),
  );
  const needs = [...methods].flatMap(
    (method) => storeRights[method] ?? expect.fail(`store-rights.ts does not list ${method}`),
  );
  const actions = needs.flatMap(([target, ...some]) => some.map((action) => `${action} on ${target}`));
  return [...new Set(actions)].sort();
}
