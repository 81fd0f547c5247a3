export type { ExecutionDescription } from './description.ts';
export { DefinitionError, PortInUseError, ServiceError, type ServiceErrorType } from './errors.ts';
export type { ExecutionStatus } from './execution.ts';
export type { HistoryEvent } from './history.ts';
export { listen, type StepFunctionsEndpoint } from './http-server.ts';
export type { LambdaContext, LambdaFunction } from './lambda.ts';
export type { Page, PageRequest } from './pages.ts';
export {
  createStepFunctions,
  type StartExecutionRequest,
  type StateMachineDescription,
  type StepFunctions,
  type StepFunctionsOptions,
} from './step-functions.ts';
