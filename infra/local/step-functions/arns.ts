import { ServiceError } from './errors.ts';

/** The region in the ARNs of local resources. */
export const localRegion = 'us-east-1';

/** The account in the ARNs of local resources. */
export const localAccount = '000000000000';

const prefix = `arn:aws:states:${localRegion}:${localAccount}`;

/** The ARN of a local state machine. */
export function stateMachineArn(name: string): string {
  return `${prefix}:stateMachine:${name}`;
}

/** The ARN of an execution of a local state machine. */
export function executionArn(stateMachine: string, name: string): string {
  return `${prefix}:execution:${stateMachine}:${name}`;
}

/** The name in a state machine's ARN; a bare name is returned as it is. */
export function stateMachineName(arnOrName: string): string {
  return /^arn:[^:]+:states:[^:]*:[^:]*:stateMachine:([^:]+)/.exec(arnOrName)?.[1] ?? arnOrName;
}

/**
 * The name of a Lambda function, from any form that AWS accepts: ARN, partial ARN or name, with or without a qualifier.
 */
export function functionName(arnOrName: string): string {
  return /(?:^|.*:)function:([^:]+)/.exec(arnOrName)?.[1] ?? arnOrName.replace(/:.*$/, '');
}

/**
 * Checks a name against the rule of StartExecution: 1 to 80 characters, none of which would break an ARN or a log
 * query.
 *
 * @throws ServiceError InvalidName
 */
export function checkExecutionName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS names control characters among the forbidden ones.
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/u;
  if (name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return;
  throw new ServiceError(
    'InvalidName',
    `Invalid Name: '${name}'; 1 to 80 characters, without spaces, control characters and <>{}[]?*"#%\\^|~\`$&,;:/`,
  );
}
