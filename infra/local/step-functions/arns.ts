import { ServiceError } from './errors.ts';

/** The account and region that everything local seems to live in. */
export const localRegion = 'us-east-1';
export const localAccount = '000000000000';

const prefix = `arn:aws:states:${localRegion}:${localAccount}`;

export function stateMachineArn(name: string): string {
  return `${prefix}:stateMachine:${name}`;
}

export function executionArn(stateMachine: string, name: string): string {
  return `${prefix}:execution:${stateMachine}:${name}`;
}

/** The name in a state machine's ARN; a bare name is returned as it is. */
export function stateMachineName(arnOrName: string): string {
  return /^arn:[^:]+:states:[^:]*:[^:]*:stateMachine:([^:]+)/.exec(arnOrName)?.[1] ?? arnOrName;
}

/** The name of a Lambda function in any of the forms in which it can be called: ARN, partial ARN, name, qualifier. */
export function functionName(arnOrName: string): string {
  return /(?:^|.*:)function:([^:]+)/.exec(arnOrName)?.[1] ?? arnOrName.replace(/:.*$/, '');
}

/** AWS's rule for the names of executions: 1 to 80 characters, and none that would spoil an ARN or a log query. */
export function checkExecutionName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names control characters among the forbidden ones.
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/u;
  if (name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return;
  throw new ServiceError(
    'InvalidName',
    `Invalid Name: '${name}'; 1 to 80 characters, without spaces, control characters and <>{}[]?*"#%\\^|~\`$&,;:/`,
  );
}
