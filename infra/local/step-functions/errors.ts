/** A failure inside an execution, which `Retry` and `Catch` match by `error`. */
export class StateError extends Error {
  /** The error name: one of `errorNames`, the name of the error that a function threw, or one that the author chose. */
  readonly error: string;
  /** The cause that AWS reports; a timeout has none. */
  readonly reason: string | undefined;
  /** True if the reason already says in which state it happened, so that an enclosing state does not add its own. */
  located = false;
  constructor(error: string, reason?: string) {
    super(reason === undefined ? error : `${error}: ${reason}`);
    this.name = 'StateError';
    this.error = error;
    this.reason = reason;
  }
}

/** The error names that the Amazon States Language and AWS reserve. */
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

/** A missed heartbeat. AWS reports it as States.Timeout, and a rule for States.HeartbeatTimeout matches it as well. */
export class HeartbeatTimeout extends StateError {
  constructor() {
    super(errorNames.timeout);
  }
}

/** An error response of the API. */
export class ServiceError extends Error {
  /** The name under which the AWS SDK throws it. */
  readonly type: ServiceErrorType;
  constructor(type: ServiceErrorType, message: string) {
    super(message);
    this.name = type;
    this.type = type;
  }
}

/** The API errors that this interpreter returns. */
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

/** Thrown when a state machine is loaded that is invalid, or that this interpreter would run differently from AWS. */
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
