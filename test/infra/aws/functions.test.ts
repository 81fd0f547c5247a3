import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  functions as definitions,
  type FunctionName,
  functionNames,
  handlerPath,
  placeholderFor,
} from '../../../infra/functions.ts';
import { routes } from '../../../infra/routes.ts';
import { tableGrantsOf } from '../../../infra/table-grants.ts';
import { type TableName, tableVariable } from '../../../shared/store/tables.ts';
import { synthesise } from './synthesise.ts';

const { functions, propertiesOf, template } = synthesise();
const folders = readdirSync('functions').flatMap((group) =>
  readdirSync(`functions/${group}`).filter((name) => existsSync(`functions/${group}/${name}/handler.ts`)),
);

const tables = ['customers', 'activity', 'journeys', 'control'] as const satisfies TableName[];

const pascalCase = (name: string) =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

describe('the functions', () => {
  test('are the folders that contain a handler', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  test('are the only Lambdas of the stack, besides those with which CDK fills and empties the console', () => {
    const deployed = Object.keys(template.findResources('AWS::Lambda::Function'));
    const ofCdk = deployed.filter((id) => /^CustomCDKBucketDeployment|^CustomS3AutoDelete/.test(id));
    expect(ofCdk).toHaveLength(2);
    expect(deployed).toHaveLength(folders.length + ofCdk.length);
  });

  test('are called in workflows by the name of their folder', () => {
    for (const name of functionNames) expect(placeholderFor(name)).toBe(pascalCase(name));
  });

  test('run on ARM with Node.js 24, and are traced', () => {
    for (const { lambda } of functions) {
      expect(propertiesOf(lambda)).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  test('keep their logs for a month', () => {
    for (const { logs } of functions) expect(propertiesOf(logs)).toMatchObject({ RetentionInDays: 30 });
  });

  test('know the names of the tables they use, and of no others', () => {
    for (const { name, lambda } of functions) {
      const used = new Set<TableName>(tableGrantsOf(name).map(({ table }) => table));
      const { Environment } = propertiesOf(lambda);
      for (const table of tables) {
        const known = expect(Environment, name);
        if (used.has(table)) known.toHaveProperty(['Variables', tableVariable(table)]);
        else known.not.toHaveProperty(['Variables', tableVariable(table)]);
      }
    }
  });

  test('end before API Gateway gives up on them', () => {
    for (const route of routes) {
      expect(definitions[route.function].timeoutSeconds, route.function).toBeLessThan(30);
    }
  });

  test('have the longest timeout if they stop a minute before it', () => {
    const stopsInTime = (name: FunctionName) => /isTimeUp\b/.test(readFileSync(handlerPath(name), 'utf8'));
    const longRunning = functionNames.filter(stopsInTime);
    expect(longRunning).toEqual(['measure-population', 'rescore-and-enrol', 'count-report', 'run-step']);
    for (const name of longRunning) expect(definitions[name].timeoutSeconds, name).toBe(900);
  });
});
