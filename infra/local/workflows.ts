import { readFile } from 'node:fs/promises';
import { functionNames, placeholderFor } from '../functions.ts';
import { type WorkflowName, workflowNames } from '../workflows.ts';

/** The state machines' definitions, as they stand in workflows/. */
export async function readWorkflows(): Promise<Record<WorkflowName, string>> {
  const read = (name: WorkflowName) =>
    readFile(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8');
  return {
    'nightly-rescore': await read('nightly-rescore'),
    'run-campaigns': await read('run-campaigns'),
    'callback-task': await read('callback-task'),
  };
}

/** What `${OpenNight}` and the like stand for here: the plain names of functions and workflows. */
export const localSubstitutions = (): Record<string, string> =>
  Object.fromEntries([...functionNames, ...workflowNames].map((name) => [placeholderFor(name), name]));
