import { randomUUID } from 'node:crypto';
import { ServiceError, StateError } from './errors.ts';
import { exceedsPayloadLimit, type Json, parseJson } from './json.ts';

/** How a task that waited for an answer ended. */
export type TaskOutcome =
  | { readonly outcome: 'succeeded'; readonly output: Json }
  | { readonly outcome: 'failed'; readonly error: StateError };

/** A task that expects an answer with its token. */
export interface ExpectedAnswer {
  /** The answer, if it came before `listen` was called. */
  readonly early: TaskOutcome | undefined;
  /** Calls `onAnswer` when the answer arrives, and `onHeartbeat` at each heartbeat. */
  listen(onAnswer: (outcome: TaskOutcome) => void, onHeartbeat: () => void): void;
  /** Invalidates the token. */
  close(): void;
}

/** The tokens of tasks that wait for an answer. Answers and heartbeats throw the ServiceErrors of the AWS API. */
export interface Tokens {
  /**
   * Issues a token. It contains its execution's ARN, so that a late answer gets a different error than a forged one.
   */
  issue(executionArn: string): string;
  /** Starts accepting an answer with this token. */
  expect(token: string): ExpectedAnswer;
  /** Answers with success; `output` is JSON text. */
  succeed(token: string, output: string): void;
  /** Answers with failure. */
  fail(token: string, error: string | undefined, cause: string | undefined): void;
  /** Reports that the task is still being worked on. */
  heartbeat(token: string): void;
}

/** Creates an empty register of tokens. */
export function createTokens(executionExists: (executionArn: string) => boolean): Tokens {
  const waiting = new Map<string, { answer(outcome: TaskOutcome): void; heartbeat(): void }>();

  const find = (token: string) => {
    const task = waiting.get(token);
    if (task !== undefined) return task;
    const executionArn = executionOf(token);
    if (executionArn === undefined) throw new ServiceError('InvalidToken', 'Invalid token');
    if (!executionExists(executionArn))
      throw new ServiceError('TaskDoesNotExist', 'Task does not exist: its execution is unknown');
    throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  };

  return {
    issue: (executionArn) => Buffer.from(`${randomUUID()} ${executionArn}`).toString('base64url'),
    expect(token) {
      let early: TaskOutcome | undefined;
      let answerListener: ((outcome: TaskOutcome) => void) | undefined;
      let heartbeatListener = () => {};
      waiting.set(token, {
        answer(outcome) {
          waiting.delete(token);
          if (answerListener === undefined) early = outcome;
          else answerListener(outcome);
        },
        heartbeat: () => heartbeatListener(),
      });
      return {
        get early() {
          return early;
        },
        listen(onAnswer, onHeartbeat) {
          answerListener = onAnswer;
          heartbeatListener = onHeartbeat;
        },
        close: () => void waiting.delete(token),
      };
    },
    succeed(token, output) {
      const task = find(token);
      let value: Json;
      try {
        value = parseJson(output);
      } catch {
        throw new ServiceError('InvalidOutput', 'Invalid Output: it is not JSON');
      }
      if (exceedsPayloadLimit(output))
        throw new ServiceError('InvalidOutput', 'Invalid Output: it is larger than 262144 bytes');
      task.answer({ outcome: 'succeeded', output: value });
    },
    fail: (token, error, cause) =>
      // If the caller omits the name, AWS omits it too; then only a wildcard covers the error.
      find(token).answer({ outcome: 'failed', error: new StateError(error ?? '', cause) }),
    heartbeat: (token) => find(token).heartbeat(),
  };
}

function executionOf(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return /^[0-9a-f-]{36} (arn:aws:states:.+)$/.exec(text)?.[1];
}
