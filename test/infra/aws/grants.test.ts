import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import {
  functions as definitions,
  type FunctionDefinition,
  type FunctionName,
  functionNames,
  handlerPath,
  tableGrantsOf,
} from '../../../infra/functions.ts';
import { storeRights } from './store-rights.ts';
import { type Right, roleOf, synthesised } from './synthesised.ts';

const { functions, idOf, rightsOf, stack } = synthesised();

const functionOf = (name: FunctionName) =>
  functions.find((one) => one.name === name) ?? expect.fail(`${name} is deployed`);
const rights = (name: FunctionName) => rightsOf(roleOf(functionOf(name)));
const named = ({ action, resource }: Right) => `${action} on ${resource}`;
const grantsOf = (name: FunctionName): FunctionDefinition => definitions[name];

/** What every function may do: write its log and its traces. */
const isOfItsOwn = ({ action, resource }: Right, name: FunctionName) =>
  (/^logs:(CreateLogStream|PutLogEvents)$/.test(action) &&
    resource === `<${idOf(functionOf(name).logs)}.Arn>`) ||
  (/^xray:Put(TraceSegments|TelemetryRecords)$/.test(action) && resource === '*');

function granted(name: FunctionName): string[] {
  const tables = tableGrantsOf(name).flatMap(({ table, index, actions }) => {
    const child = stack.node.findChild('Data').node.findChild(table[0]?.toUpperCase() + table.slice(1));
    const resource = `<${idOf(child)}.Arn>${index === undefined ? '' : `/index/${index}`}`;
    return actions.map((action) => `dynamodb:${action} on ${resource}`);
  });
  return tables.sort();
}

describe.each(functionNames)('the function %s', (name) => {
  test('may do with tables exactly what its grants say', () => {
    const deployed = rights(name).filter(({ action }) => action.startsWith('dynamodb:'));
    expect(deployed.map(named).sort()).toEqual(granted(name));
  });

  test('needs those rights for what it asks of the store, and no others', async () => {
    const actions = tableGrantsOf(name).flatMap(({ table, index, actions }) =>
      actions.map((action) => `${action} on ${index === undefined ? table : `${table}/${index}`}`),
    );
    expect(actions.sort()).toEqual(await needed(name));
  });

  test('sends email only if its grants say so, and only through SES', () => {
    const sending = rights(name).filter(({ action }) => action.startsWith('ses:'));
    expect(new Set(sending.map(({ action }) => action))).toEqual(
      new Set(grantsOf(name).sendsEmail ? ['ses:SendEmail'] : []),
    );
    for (const { resource } of sending)
      expect(resource).toMatch(/:(identity\/\*|configuration-set\/rekindle)$/);
  });

  test('reaches into a workflow only where its grants say so', () => {
    const { workflow } = grantsOf(name);
    const deployed = rights(name).filter(({ action }) => action.startsWith('states:'));
    expect(deployed.map(({ action }) => action)).toEqual(workflow === undefined ? [] : [workflow.action]);
  });

  test('may do nothing else but write its log, its traces and what it could not handle', () => {
    const others = rights(name).filter(
      (right) =>
        !/^(dynamodb|ses|states):/.test(right.action) &&
        !isOfItsOwn(right, name) &&
        !(right.action === 'sqs:SendMessage' && /record-/.test(name)),
    );
    expect(others).toEqual([]);
  });
});

describe('of all functions', () => {
  const thatMay = (action: string) =>
    functionNames.filter((name) => rights(name).some((right) => right.action === action));

  test('only the two passes scan', () => {
    expect(thatMay('dynamodb:Scan')).toEqual(['measure-population', 'rescore-and-enrol']);
  });

  test('only the opening of the night describes a table', () => {
    expect(thatMay('dynamodb:DescribeTable')).toEqual(['open-night']);
  });

  test('only those that write to customers send', () => {
    expect(thatMay('ses:SendEmail')).toEqual(['run-step', 'reward-callback']);
  });

  test('none has a right to everything, but for traces', () => {
    const all = functionNames.flatMap(rights).filter(({ resource }) => resource === '*');
    expect(new Set(all.map(({ action }) => action))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
    );
  });
});

describe('a deployment that names its sender', () => {
  const { functions, rightsOf } = synthesised({ emailIdentity: 'shop.example' });

  test('lets nobody send from any other', () => {
    const sender = functions.find(({ name }) => name === 'run-step') ?? expect.fail('run-step is deployed');
    const resources = rightsOf(roleOf(sender))
      .filter(({ action }) => action === 'ses:SendEmail')
      .map(({ resource }) => resource.replace(/^.*>:/, ''));
    expect(resources.sort()).toEqual(['configuration-set/rekindle', 'identity/shop.example']);
  });
});

/** What a handler needs, from the store methods that are left in its code once all that it does not call is shaken off. */
async function needed(name: FunctionName): Promise<string[]> {
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
    (method) => storeRights[method] ?? expect.fail(`store-rights.ts tells what ${method} needs`),
  );
  const actions = needs.flatMap(([target, ...some]) => some.map((action) => `${action} on ${target}`));
  return [...new Set(actions)].sort();
}
