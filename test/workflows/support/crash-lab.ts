import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulatedClock } from '../../../infra/local/clock.ts';
import type { Handler } from '../../../infra/local/functions.ts';
import type { Listening } from '../../../infra/local/listen.ts';
import {
  createStepFunctions,
  listen,
  type StepFunctions,
} from '../../../infra/local/step-functions/index.ts';
import { localSubstitutions, readWorkflows } from '../../../infra/local/workflows.ts';
import type { PlainDate } from '../../../shared/calendar.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import type { StepTally } from '../../../shared/journeys/step-tally.ts';
import { type Life, runInLife, watchCommands } from './lives.ts';
import { keyOfMail, type Shop } from './shop.ts';
import { essenceOf, readTables, restoreTables, type Tables } from './world.ts';

/**
 * What dies, and what recovers the night:
 * - `function`: one Lambda invocation dies, and the workflow calls the function again
 * - `start`: the process dies, and after a restart somebody starts the same night again
 * - `redrive`: the process dies, and after a restart an operator redrives the night's execution
 */
export type Death = 'function' | 'start' | 'redrive';

/** The result of a night, without incidental fields. */
export interface Outcome {
  readonly tables: Record<string, unknown>;
  readonly mails: readonly string[];
  readonly callbackExecutions: readonly string[];
}

/** A night in which something died. */
export interface BrokenNight {
  /** The points at which something died, one for each death. */
  readonly deaths: readonly string[];
  readonly outcome: Outcome;
  /** The emails that were claimed when something died. */
  readonly claimed: readonly { readonly key: string; readonly wasAccepted: boolean }[];
}

/** Runs the same night again and again, with and without deaths. */
export interface CrashLab {
  /** Runs the night undisturbed; returns all points at which it can be broken, in order, and its outcome. */
  runUnbroken(): Promise<{ points: readonly string[]; outcome: Outcome }>;
  /** Runs the night with deaths at these points; points are counted from 1, and again from 1 after each death. */
  runBroken(death: Death, deathsAt: readonly number[]): Promise<BrokenNight>;
  close(): Promise<void>;
}

/** A simulated process: an interpreter that runs handlers until it is killed. */
interface Attempt {
  readonly life: Life;
  readonly stepFunctions: StepFunctions;
  readonly died: Promise<void>;
}

const maxSeconds = 600;

/**
 * Creates a lab that breaks one night of a shop at any point, each time from the same tables. Only Step Functions is
 * created again for each run: it dies with the process, and its state is kept in a directory.
 */
export async function createCrashLab(shop: Shop, date: PlainDate): Promise<CrashLab> {
  const { stack } = shop;
  const before: Tables = await readTables();
  const mailsBefore = stack.ses.messages().length;
  const stateMachines = await readWorkflows();
  watchCommands();
  let endpoint: Listening | undefined;
  let port = 0;

  /** Starts a process that dies at point `deathAt`, counted over the whole attempt; 0 means never. */
  async function startProcess(
    clock: ReturnType<typeof createSimulatedClock>,
    directory: string,
    death: Death,
    deathAt: number,
  ) {
    const points: string[] = [];
    let die: (() => void) | undefined;
    const died = new Promise<void>((resolve) => {
      die = resolve;
    });
    const createLife = (onDeath: () => void): Life => {
      const life: Life = {
        isOver: false,
        inFlight: 0,
        pass(point) {
          points.push(point);
          if (points.length !== deathAt) return;
          life.isOver = true;
          onDeath();
          die?.();
        },
      };
      return life;
    };
    const life = createLife(() => stepFunctions.close());
    const around =
      (name: string, handler: Handler): Handler =>
      (event, context) => {
        if (death !== 'function') return runInLife(life, name, () => handler(event, context));
        return new Promise<unknown>((resolve, reject) => {
          const sandbox = createLife(() => reject(new SandboxError()));
          runInLife(sandbox, name, () => handler(event, context)).then(resolve, reject);
        });
      };
    const stepFunctions: StepFunctions = createStepFunctions({
      clock,
      stateMachines,
      functions: Object.fromEntries(
        [...stack.handlers].map(([name, handler]) => [name, around(name, handler)]),
      ),
      definitionSubstitutions: localSubstitutions(),
      directory,
      random: () => 0.5,
    });
    await endpoint?.close();
    endpoint = await listen(stepFunctions, { port });
    port = Number(new URL(endpoint.url).port);
    process.env.AWS_ENDPOINT_URL_SFN = endpoint.url;
    return { life, stepFunctions, died, points };
  }

  /** Lets time pass until the night is over or the process dies. */
  async function finish(
    { stepFunctions, life }: Attempt,
    clock: ReturnType<typeof createSimulatedClock>,
  ): Promise<void> {
    const isRunning = (stateMachine: string) =>
      stepFunctions.listExecutions({ stateMachine, status: 'RUNNING' }).items.length > 0;
    for (let seconds = 0; seconds < maxSeconds; seconds += 1) {
      await stepFunctions.idle();
      if (life.isOver) return;
      const isNightOver = !isRunning('nightly-rescore') && !isRunning('run-campaigns');
      // A function that queues a callback may still wait for its retry.
      if (isNightOver) return clock.advanceTo(clock.now() + 60_000, () => stepFunctions.idle());
      await clock.advanceTo(clock.now() + 1000, () => stepFunctions.idle());
    }
    throw new Error('the night does not end');
  }

  /** Does what EventBridge, a scheduler and an operator do after a restart. */
  async function recover({ stepFunctions }: Attempt, death: Death, nowMs: number): Promise<void> {
    const abortedExecutions = (stateMachine: string) =>
      stepFunctions.listExecutions({ stateMachine, status: 'ABORTED', maxResults: 1000 }).items;
    for (const { executionArn, error, cause } of abortedExecutions('nightly-rescore'))
      await stack.handlers.get('record-night-failure')?.(
        {
          time: new Date(nowMs).toISOString(),
          detail: { executionArn, status: 'ABORTED', error, cause },
        } as never,
        { getRemainingTimeInMillis: () => 60_000 },
      );
    for (const { executionArn } of abortedExecutions('callback-task'))
      stepFunctions.redriveExecution(executionArn);
    if (death === 'start') stepFunctions.startExecution({ stateMachine: 'nightly-rescore' });
    else
      for (const { executionArn } of abortedExecutions('nightly-rescore'))
        stepFunctions.redriveExecution(executionArn);
  }

  /** Raises SES's event for each mail it accepted, including those whose sender died. */
  async function raiseSendEvents(): Promise<void> {
    for (const { id } of stack.ses.messages().slice(mailsBefore + earlierMails))
      stack.ses.raise(id, { type: 'Send' });
    await stack.ses.idle();
  }

  /** The number of mails that earlier runs sent. */
  let earlierMails = 0;
  const mailsOfRun = () =>
    stack.ses
      .messages()
      .slice(mailsBefore + earlierMails)
      .map(keyOfMail);

  /** The emails that are claimed at this moment. */
  async function findClaims(): Promise<BrokenNight['claimed']> {
    const mails = mailsOfRun();
    const journeys = (await readTables()).get('journeys') ?? new Map();
    return [...journeys.values()].flatMap((item) => {
      const { cohort, customerId, steps } = item as unknown as Enrolment;
      return Object.entries(steps).flatMap(([step, { state }]) => {
        const key = `${cohort.campaign}#${cohort.version}#${cohort.slot}#${step} ${customerId}`;
        return state === 'claimed' ? [{ key, wasAccepted: mails.includes(key) }] : [];
      });
    });
  }

  async function outcomeOf({ stepFunctions }: Attempt): Promise<Outcome> {
    await stepFunctions.idle();
    const mails = mailsOfRun();
    await raiseSendEvents();
    const { items } = stepFunctions.listExecutions({ stateMachine: 'callback-task', maxResults: 1000 });
    return {
      tables: essenceOf(await readTables()),
      mails: mails.sort(),
      callbackExecutions: items.map(({ name, status }) => `${name} ${status}`).sort(),
    };
  }

  async function runBroken(death: Death, deathsAt: readonly number[]): Promise<BrokenNight> {
    earlierMails = stack.ses.messages().length - mailsBefore;
    await restoreTables(before);
    const directory = mkdtempSync(join(tmpdir(), 'rekindle-crash-'));
    const clock = createSimulatedClock(Date.parse(`${date}T04:00:00Z`));
    try {
      let attempt = await startProcess(clock, directory, death, deathsAt[0] ?? 0);
      const deaths: string[] = [];
      let claimed: BrokenNight['claimed'] = [];
      attempt.stepFunctions.startExecution({ stateMachine: 'nightly-rescore' });
      if (death === 'function') {
        await attempt.stepFunctions.idle();
        // Every invocation that still runs has recorded its claims; no time has passed, so nothing was retried.
        claimed = await findClaims();
        await finish(attempt, clock);
        deaths.push(...attempt.points.slice(Number(deathsAt[0]) - 1, deathsAt[0]));
      } else {
        for (const [index, deathAt] of deathsAt.entries()) {
          const hasDied = await Promise.race([
            attempt.died.then(() => true),
            finish(attempt, clock).then(() => attempt.life.isOver),
          ]);
          if (!hasDied) break;
          while (attempt.life.inFlight > 0) await new Promise((resolve) => setImmediate(resolve));
          deaths.push(attempt.points[deathAt - 1] ?? '');
          claimed = [...claimed, ...(await findClaims())];
          await clock.advanceTo(clock.now() + 600_000);
          attempt = await startProcess(clock, directory, death, deathsAt[index + 1] ?? 0);
          await recover(attempt, death, clock.now());
        }
        await finish(attempt, clock);
      }
      const outcome = await outcomeOf(attempt);
      attempt.stepFunctions.close();
      return { deaths, outcome, claimed: distinctClaims(claimed) };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  return {
    runBroken,
    async runUnbroken() {
      earlierMails = stack.ses.messages().length - mailsBefore;
      await restoreTables(before);
      const directory = mkdtempSync(join(tmpdir(), 'rekindle-crash-'));
      const clock = createSimulatedClock(Date.parse(`${date}T04:00:00Z`));
      try {
        const attempt = await startProcess(clock, directory, 'redrive', 0);
        attempt.stepFunctions.startExecution({ stateMachine: 'nightly-rescore' });
        await finish(attempt, clock);
        const outcome = await outcomeOf(attempt);
        attempt.stepFunctions.close();
        return { points: attempt.points, outcome };
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
    async close() {
      await endpoint?.close();
    },
  };
}

/** Removes repeats: two deaths may leave the claim of the same email. */
const distinctClaims = (claimed: BrokenNight['claimed']): BrokenNight['claimed'] => [
  ...new Map(claimed.map((one) => [one.key, one])).values(),
];

class SandboxError extends Error {
  override readonly name = 'Runtime.ExitError';
}

/**
 * The outcome that a night must have when its deaths left `claimed` behind: the same as the unbroken one, except that
 * the recovered process cannot know whether a claimed email was sent. Its step and the night's reports count it as
 * unknown; SES's event settles the delivery, unless SES never received the email.
 */
export function expectedAfter(reference: Outcome, claimed: BrokenNight['claimed']): Outcome {
  const tables = structuredClone(reference.tables);
  const notSent = claimed.filter(({ wasAccepted }) => !wasAccepted).map(({ key }) => key);
  for (const { key, wasAccepted } of claimed) {
    const [about = '', customerId = ''] = key.split(' ');
    const [campaign, version, cohortDate, step = ''] = about.split('#');
    const cohort = `${campaign}#${version}#${cohortDate}`;
    for (const [name, item] of Object.entries(tables)) {
      const isCohort = /^control (finished-)?cohort /.test(name) && name.endsWith(cohort);
      if (isCohort) {
        const { tally } =
          (item as { body: { steps: Record<string, { tally: Mutable<StepTally> }> } }).body.steps[step] ?? {};
        if (tally === undefined) throw new Error(`step ${about} was not run`);
        tally.sent -= 1;
        tally.unknown += 1;
      }
      const sums = sumsIn(name, item, { version: `${campaign}#${version}`, date: cohortDate });
      if (sums !== undefined) countAsUnknown(sums, step);
      const { steps, customerId: whose } = item as { steps: Record<string, unknown>; customerId?: string };
      if (!wasAccepted && name.startsWith(`journeys ${cohort}#0 `) && whose === customerId) {
        steps[step] = { state: 'unknown', at: 'then' };
      }
    }
  }
  return { ...reference, tables, mails: reference.mails.filter((key) => !notSent.includes(key)) };
}

type StepSums = Record<string, { outcomes: Record<string, number> }>;

/** The sums of steps in an item that a report is made of, if a cohort's deliveries are among them. */
function sumsIn(
  name: string,
  item: unknown,
  { version, date = '' }: { version: string; date: string | undefined },
): StepSums | undefined {
  const { body } = item as { body?: { steps?: StepSums; sums?: { steps: StepSums } } };
  const isMonth = name === `control month-sums#${version} ${date.slice(0, 7)}`;
  if (isMonth) return body?.steps;
  const isOther = name === `control day-sums#${version} ${date}` || name === `control report ${version}`;
  return isOther ? body?.sums?.steps : undefined;
}

function countAsUnknown(sums: StepSums, step: string): void {
  const outcomes = sums[step]?.outcomes;
  if (outcomes === undefined) throw new Error(`step ${step} was not counted`);
  outcomes.unknown = (outcomes.unknown ?? 0) + 1;
  outcomes.sent = (outcomes.sent ?? 0) - 1;
  if (outcomes.sent === 0) delete outcomes.sent;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
