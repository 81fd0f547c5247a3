import { readFile } from 'node:fs/promises';
import { functionNames, placeholderFor } from '../functions.ts';
import { concurrency, type WorkflowName, workflowNames } from '../workflows.ts';

/** Reads the definitions of all workflows from workflows/. */
export async function readWorkflows(): Promise<Record<WorkflowName, string>> {
  const read = (name: WorkflowName) =>
    readFile(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8');
  return {
    'nightly-rescore': await read('nightly-rescore'),
    'run-campaigns': await read('run-campaigns'),
    'callback-task': await read('callback-task'),
  };
}

/** The values of the placeholders `${OpenNight}` and so on. Here they are plain names, where in AWS they are ARNs. */
export const localSubstitutions = (): Record<string, string> =>
  Object.fromEntries([
    ...[...functionNames, ...workflowNames].map((name) => [placeholderFor(name), name]),
    ...Object.entries(concurrency).map(([name, number]) => [name, String(number)]),
  ]);
