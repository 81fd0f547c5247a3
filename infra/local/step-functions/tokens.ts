import { randomUUID } from 'node:crypto';
import { ServiceError, StateError } from './errors.ts';
import { exceedsPayloadLimit, type Json, parseJson } from './json.ts';

export type TaskOutcome =
  | { readonly outcome: 'succeeded'; readonly output: Json }
  | { readonly outcome: 'failed'; readonly error: StateError };

/** A task that waits for somebody to answer with its token. */
export interface ExpectedAnswer {
  /** The answer, if it came before anybody waited for it. */
  readonly early: TaskOutcome | undefined;
  /** Calls `answered` when the answer comes and `heard` at each heartbeat. */
  listen(answered: (outcome: TaskOutcome) => void, heard: () => void): void;
  /** Makes the token worthless. */
  close(): void;
}

/** The tokens of tasks that wait for an answer. */
export interface Tokens {
  /** A new token; it names its execution, so that a late answer can be told from a false one. */
  issue(executionArn: string): string;
  expect(token: string): ExpectedAnswer;
  succeed(token: string, output: string): void;
  fail(token: string, error: string | undefined, cause: string | undefined): void;
  heartbeat(token: string): void;
}

export function createTokens(executionExists: (executionArn: string) => boolean): Tokens {
  const waiting = new Map<string, { answer(outcome: TaskOutcome): void; heard(): void }>();

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
      let answered: ((outcome: TaskOutcome) => void) | undefined;
      let onHeartbeat = () => {};
      waiting.set(token, {
        answer(outcome) {
          waiting.delete(token);
          if (answered === undefined) early = outcome;
          else answered(outcome);
        },
        heard: () => onHeartbeat(),
      });
      return {
        get early() {
          return early;
        },
        listen(onAnswer, heard) {
          answered = onAnswer;
          onHeartbeat = heard;
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
      // AWS leaves the name out too if the caller did; no rule but a wildcard covers it then.
      find(token).answer({ outcome: 'failed', error: new StateError(error ?? '', cause) }),
    heartbeat: (token) => find(token).heard(),
  };
}

function executionOf(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return /^[0-9a-f-]{36} (arn:aws:states:.+)$/.exec(text)?.[1];
}
