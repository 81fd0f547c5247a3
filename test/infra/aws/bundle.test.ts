import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Data } from '../../../infra/aws/data.ts';
import { RekindleFunction } from '../../../infra/aws/rekindle-function.ts';

// Between them they bundle the SDK's clients, middy, zod, Powertools, and CommonJS imported by an ES module.
const names = ['ingest-orders', 'run-step'] as const;

describe('the bundles for Lambda', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'rekindle-bundle-'));
  let bundles: string[] = [];

  beforeAll(() => {
    const app = new App({ outdir, stackTraces: false, builtinCloudFormationValidation: false });
    const stack = new Stack(app, 'Bundles');
    const { tables } = new Data(stack, 'Data');
    for (const name of names) new RekindleFunction(stack, { name, tables, sesArns: ['*'] });
    app.synth();
    bundles = readdirSync(outdir).flatMap((folder) =>
      folder.startsWith('asset.') ? [join(outdir, folder, 'index.mjs')] : [],
    );
  });

  afterAll(() => rmSync(outdir, { recursive: true }));

  test('are one for each function', () => {
    expect(bundles).toHaveLength(names.length);
  });

  test('load without the project or its node_modules, and export a handler', () => {
    for (const bundle of bundles) expect(run(bundle, '({ handler }) => typeof handler')).toBe('function');
  });

  test('respond to invalid input without calling AWS', () => {
    const event = {
      body: '{',
      headers: {},
      requestContext: { http: { method: 'POST' }, timeEpoch: 0 },
    };
    const responses = bundles.map((bundle) =>
      run(bundle, `({ handler }) => handler(${JSON.stringify(event)}, {}).then(JSON.stringify, String)`),
    );
    expect(responses.sort()).toEqual([
      expect.stringContaining('InvalidInputError'),
      expect.stringContaining('malformed-json'),
    ]);
  });
});

/** Returns what a function of the bundle's exports prints, in a process without the project or its node_modules. */
function run(bundle: string, use: string): string {
  const script = `import(${JSON.stringify(bundle)}).then(${use}).then(console.log)`;
  return execFileSync(process.execPath, ['--no-warnings', '-e', script], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { AWS_REGION: 'eu-central-1' },
  }).trim();
}
