export type {
  StartExecutionRequest,
  StateMachineDescription,
  StepFunctions,
  StepFunctionsOptions,
} from './api.ts';
export { createStepFunctions } from './create-step-functions.ts';
export type { ExecutionDescription } from './description.ts';
export { DefinitionError, ServiceError, type ServiceErrorType } from './errors.ts';
export type { ExecutionStatus } from './execution.ts';
export type { HistoryEvent } from './history.ts';
export { listen } from './http-server.ts';
export type { LambdaContext, LambdaFunction } from './lambda.ts';
export type { Page, PageRequest } from './pages.ts';
