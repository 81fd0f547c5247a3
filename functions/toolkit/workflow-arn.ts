import { RekindleError } from '../../shared/errors.ts';

/** The environment variable that holds a workflow's ARN in this deployment. */
export const workflowVariable = (name: string): string =>
  `REKINDLE_${name.replaceAll('-', '_').toUpperCase()}_WORKFLOW`;

/** The ARN of a workflow. @throws RekindleError when the environment does not name it */
export function workflowArn(name: string): string {
  const arn = process.env[workflowVariable(name)];
  if (arn === undefined)
    throw new RekindleError('the environment does not name this workflow', { where: workflowVariable(name) });
  return arn;
}
