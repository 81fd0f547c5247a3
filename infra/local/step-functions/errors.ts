/**
 * A failure inside an execution, under the name by which `Retry` and `Catch` know it.
 * A timeout has no cause.
 */
export class StateError extends Error {
  readonly error: string;
  readonly reason: string | undefined;
  /** True once the reason says in which state it happened; a branch says so before the state around it could. */
  located = false;
  constructor(error: string, reason?: string) {
    super(reason === undefined ? error : `${error}: ${reason}`);
    this.name = 'StateError';
    this.error = error;
    this.reason = reason;
  }
}

/** The names that the Amazon States Language reserves. */
export const errorNames = {
  all: 'States.ALL',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  runtime: 'States.Runtime',
  dataLimitExceeded: 'States.DataLimitExceeded',
  queryEvaluation: 'States.QueryEvaluationError',
  toleranceExceeded: 'States.ExceedToleratedFailureThreshold',
} as const;

/**
 * A missed heartbeat. AWS reports it as States.Timeout, and lets a rule for States.HeartbeatTimeout
 * match it as well.
 */
export class HeartbeatTimeout extends StateError {
  constructor() {
    super(errorNames.timeout);
  }
}

/** What the service's API refuses a request with; `type` is the name by which the AWS SDK knows it. */
export class ServiceError extends Error {
  readonly type: ServiceErrorType;
  constructor(type: ServiceErrorType, message: string) {
    super(message);
    this.name = type;
    this.type = type;
  }
}

export type ServiceErrorType =
  | 'ExecutionAlreadyExists'
  | 'ExecutionDoesNotExist'
  | 'ExecutionNotRedrivable'
  | 'InvalidArn'
  | 'InvalidExecutionInput'
  | 'InvalidName'
  | 'InvalidOutput'
  | 'InvalidToken'
  | 'StateMachineDoesNotExist'
  | 'TaskDoesNotExist'
  | 'TaskTimedOut'
  | 'UnknownOperationException'
  | 'ValidationException';

/** A state machine that this interpreter does not run, refused when it is loaded. */
export class DefinitionError extends Error {
  readonly stateMachine: string;
  /** Path of the field, e.g. `States/Queue the task/Next`. */
  readonly location: string;
  constructor(stateMachine: string, location: string, problem: string) {
    super(`State machine "${stateMachine}", ${location || 'top level'}: ${problem}`);
    this.name = 'DefinitionError';
    this.stateMachine = stateMachine;
    this.location = location;
  }
}
