import { localRegion } from '../arns.ts';
import type { TaskState } from '../definition.ts';
import { errorNames, StateError } from '../errors.ts';
import { unexpectedTypeError } from '../expressions.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { bindingsOf, type Outcome, stringifyWithinLimit, type Visit } from '../run.ts';
import type { Template } from '../template.ts';
import { awaitAnswer } from './await-answer.ts';
import { awaitExecution } from './await-execution.ts';

/**
 * Runs a Task: calls its resource, and records in the history how that went. Rejects with the StateError with which the
 * task fails.
 */
export async function performTask(visit: Visit, state: TaskState): Promise<Outcome> {
  const { run } = visit;
  const [resourceType = '', resource = ''] = state.resourceArn
    .slice('arn:aws:states:::'.length)
    .split(/:(.*)/);
  const resourceDetails = { resourceType, resource };
  try {
    const result = await performResource(visit, state, resourceDetails);
    run.history.add('TaskSucceeded', {
      ...resourceDetails,
      output: stringifyWithinLimit(result, `The result of ${state.resourceArn}`),
    });
    return { fallback: result, result, output: state.output, assign: state.assign, next: state.next };
  } catch (error) {
    if (error instanceof StateError && error.error !== errorNames.queryEvaluation) {
      const details: JsonObject = { ...resourceDetails, error: error.error };
      if (error.reason !== undefined) details.cause = error.reason;
      run.history.add(error.error === errorNames.timeout ? 'TaskTimedOut' : 'TaskFailed', details);
    }
    throw error;
  } finally {
    visit.token = undefined;
  }
}

async function performResource(
  visit: Visit,
  state: TaskState,
  resourceDetails: { resourceType: string; resource: string },
): Promise<Json> {
  const { run, frame } = visit;
  const { host } = run;
  // After a restart the work has already begun, so only wait for it to end.
  if (frame.parked?.on === 'token')
    return awaitAnswer(visit, frame.parked, host.tokens.expect(frame.parked.token));
  if (frame.parked?.on === 'execution') return awaitExecution(visit, frame.parked);

  const startedAtMs = run.clock.now();
  const timeoutMs = await durationMsOf(visit, state.timeoutSeconds, 'TimeoutSeconds');
  const heartbeatMs = await durationMsOf(visit, state.heartbeatSeconds, 'HeartbeatSeconds');
  const deadlineMs = timeoutMs === undefined ? undefined : startedAtMs + timeoutMs;
  if (state.resource === 'lambda-callback') visit.token = host.tokens.issue(run.executionArn);
  const args = (await state.arguments?.evaluate(bindingsOf(visit))) ?? {};
  if (!isJsonObject(args)) throw unexpectedTypeError('Arguments', 'object', args);
  const parameters = stringifyWithinLimit(args, 'The Arguments of the task');
  run.history.add('TaskScheduled', { ...resourceDetails, region: localRegion, parameters });
  run.history.add('TaskStarted', resourceDetails);

  switch (state.resource) {
    case 'lambda': {
      const payload = await host.invokeFunction(
        run,
        stringIn(args, 'FunctionName'),
        args.Payload ?? {},
        deadlineMs,
      );
      return { ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 };
    }
    case 'lambda-callback': {
      const token = visit.token ?? '';
      // The answer may arrive before the function returns.
      const answer = host.tokens.expect(token);
      try {
        await host.invokeFunction(run, stringIn(args, 'FunctionName'), args.Payload ?? {}, deadlineMs);
      } catch (error) {
        answer.close();
        throw error;
      }
      run.history.add('TaskSubmitted', resourceDetails);
      const heartbeatDeadlineMs = heartbeatMs === undefined ? undefined : run.clock.now() + heartbeatMs;
      return awaitAnswer(visit, { on: 'token', token, deadlineMs, heartbeatMs, heartbeatDeadlineMs }, answer);
    }
    case 'start-execution': {
      const executionArn = startExecution(visit, args);
      return { ExecutionArn: executionArn, StartDate: startedAtMs };
    }
    case 'run-execution': {
      const executionArn = startExecution(visit, args);
      run.history.add('TaskSubmitted', resourceDetails);
      return awaitExecution(visit, { on: 'execution', executionArn, deadlineMs });
    }
  }
}

function startExecution(visit: Visit, args: JsonObject): string {
  const name = args.Name === undefined ? undefined : stringIn(args, 'Name');
  return visit.run.host.startExecution(stringIn(args, 'StateMachineArn'), name, args.Input ?? {});
}

function stringIn(args: JsonObject, field: string): string {
  const value = args[field];
  if (typeof value !== 'string') throw unexpectedTypeError(`Arguments/${field}`, 'string', value ?? null);
  return value;
}

async function durationMsOf(
  visit: Visit,
  template: Template | undefined,
  field: string,
): Promise<number | undefined> {
  if (template === undefined) return undefined;
  const value = await template.evaluate(bindingsOf(visit));
  if (typeof value !== 'number') throw unexpectedTypeError(field, 'number', value);
  if (!Number.isInteger(value) || value < 1 || value > 99_999_999)
    throw new StateError(
      errorNames.queryEvaluation,
      `${field} must be a whole number from 1 to 99999999, not ${value}.`,
    );
  return value * 1000;
}
