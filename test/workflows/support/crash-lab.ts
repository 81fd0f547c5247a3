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
import { type Life, live, watchCommands } from './lives.ts';
import { keyOfMail, type Shop } from './shop.ts';
import { essenceOf, readTables, restoreTables, type Tables } from './world.ts';

/**
 * What dies, and what brings the night back:
 * - `function`: one Lambda invocation dies, and the workflow calls the function again
 * - `start`: the process dies, and after it is up again somebody starts the same night once more
 * - `redrive`: the process dies, and after it is up again an operator redrives the night's execution
 */
export type Death = 'function' | 'start' | 'redrive';

/** How a night came out, without what is incidental. */
export interface Outcome {
  readonly tables: Record<string, unknown>;
  readonly mails: readonly string[];
  readonly callbackExecutions: readonly string[];
}

/** A night in which something died. */
export interface BrokenNight {
  /** Where something died, one for each death. */
  readonly deaths: readonly string[];
  readonly outcome: Outcome;
  /** Emails that were claimed when it died. */
  readonly claimed: readonly { readonly key: string; readonly wasAccepted: boolean }[];
}

export interface CrashLab {
  /** All points of an unbroken night, in order, and how it came out. */
  reference(): Promise<{ points: readonly string[]; outcome: Outcome }>;
  /** Runs the night with deaths at these points, counted from 1 anew after each. */
  broken(death: Death, deathsAt: readonly number[]): Promise<BrokenNight>;
  close(): Promise<void>;
}

/** A process as far as it matters here: an interpreter that runs handlers, until it is killed. */
interface Attempt {
  readonly life: Life;
  readonly stepFunctions: StepFunctions;
  readonly died: Promise<void>;
}

const mostSeconds = 600;

/**
 * Breaks one night of a shop again and again, at every point at which it can be broken, each time from the same
 * tables. Only Step Functions is made anew for each: it is what dies with the process, and what a directory keeps.
 */
export async function crashLab(shop: Shop, date: PlainDate): Promise<CrashLab> {
  const { stack } = shop;
  const before: Tables = await readTables();
  const mailsBefore = stack.ses.messages().length;
  const stateMachines = await readWorkflows();
  watchCommands();
  let endpoint: Listening | undefined;
  let port = 0;

  /** `deathAt` counts the points of the whole attempt; 0 is never. */
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
    const newLife = (onDeath: () => void): Life => {
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
    const life = newLife(() => stepFunctions.close());
    const around =
      (name: string, handler: Handler): Handler =>
      (event, context) => {
        if (death !== 'function') return live(life, name, () => handler(event, context));
        return new Promise<unknown>((resolve, reject) => {
          const sandbox = newLife(() => reject(new SandboxError()));
          live(sandbox, name, () => handler(event, context)).then(resolve, reject);
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

  async function finish(
    { stepFunctions, life }: Attempt,
    clock: ReturnType<typeof createSimulatedClock>,
  ): Promise<void> {
    const isRunning = (stateMachine: string) =>
      stepFunctions.listExecutions({ stateMachine, status: 'RUNNING' }).items.length > 0;
    for (let seconds = 0; seconds < mostSeconds; seconds += 1) {
      await stepFunctions.idle();
      if (life.isOver) return;
      const isNightOver = !isRunning('nightly-rescore') && !isRunning('run-campaigns');
      // A function that queues a callback may still be waiting for its second try.
      if (isNightOver) return clock.advanceTo(clock.now() + 60_000, () => stepFunctions.idle());
      await clock.advanceTo(clock.now() + 1000, () => stepFunctions.idle());
    }
    throw new Error('the night does not end');
  }

  /** What EventBridge, a scheduler and an operator do once the machine is up again. */
  async function recover({ stepFunctions }: Attempt, death: Death, nowMs: number): Promise<void> {
    const aborted = (stateMachine: string) =>
      stepFunctions.listExecutions({ stateMachine, status: 'ABORTED', maxResults: 1000 }).items;
    for (const { executionArn, error, cause } of aborted('nightly-rescore'))
      await stack.handlers.get('record-night-failure')?.(
        {
          time: new Date(nowMs).toISOString(),
          detail: { executionArn, status: 'ABORTED', error, cause },
        } as never,
        { getRemainingTimeInMillis: () => 60_000 },
      );
    for (const { executionArn } of aborted('callback-task')) stepFunctions.redriveExecution(executionArn);
    if (death === 'start') stepFunctions.startExecution({ stateMachine: 'nightly-rescore' });
    else
      for (const { executionArn } of aborted('nightly-rescore')) stepFunctions.redriveExecution(executionArn);
  }

  /** SES tells of what it accepted, also of what nobody lived to hear of. */
  async function tellOfMails(): Promise<void> {
    for (const { id } of stack.ses.messages().slice(mailsBefore + told))
      stack.ses.raise(id, { type: 'Send' });
    await stack.ses.idle();
  }

  let told = 0;
  const mailsSince = () =>
    stack.ses
      .messages()
      .slice(mailsBefore + told)
      .map(keyOfMail);

  async function claimedNow(): Promise<BrokenNight['claimed']> {
    const mails = mailsSince();
    const journeys = (await readTables()).get('journeys') ?? new Map();
    return [...journeys.values()].flatMap((item) => {
      const { cohort, customerId, steps } = item as unknown as Enrolment;
      return Object.entries(steps).flatMap(([step, { state }]) => {
        const key = `${cohort.campaign}#${cohort.version}#${cohort.date}#${step} ${customerId}`;
        return state === 'claimed' ? [{ key, wasAccepted: mails.includes(key) }] : [];
      });
    });
  }

  async function outcomeOf({ stepFunctions }: Attempt): Promise<Outcome> {
    await stepFunctions.idle();
    const mails = mailsSince();
    await tellOfMails();
    const { items } = stepFunctions.listExecutions({ stateMachine: 'callback-task', maxResults: 1000 });
    return {
      tables: essenceOf(await readTables()),
      mails: mails.sort(),
      callbackExecutions: items.map(({ name, status }) => `${name} ${status}`).sort(),
    };
  }

  async function broken(death: Death, deathsAt: readonly number[]): Promise<BrokenNight> {
    told = stack.ses.messages().length - mailsBefore;
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
        // Whoever still lives has recorded what it claimed; no time has passed, so nothing was tried again.
        claimed = await claimedNow();
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
          claimed = [...claimed, ...(await claimedNow())];
          await clock.advanceTo(clock.now() + 600_000);
          attempt = await startProcess(clock, directory, death, deathsAt[index + 1] ?? 0);
          await recover(attempt, death, clock.now());
        }
        await finish(attempt, clock);
      }
      const outcome = await outcomeOf(attempt);
      attempt.stepFunctions.close();
      return { deaths, outcome, claimed: distinct(claimed) };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  return {
    broken,
    async reference() {
      told = stack.ses.messages().length - mailsBefore;
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

/** What two deaths left behind is still the same email. */
const distinct = (claimed: BrokenNight['claimed']): BrokenNight['claimed'] => [
  ...new Map(claimed.map((one) => [one.key, one])).values(),
];

class SandboxError extends Error {
  override readonly name = 'Runtime.ExitError';
}

/**
 * How a night must come out whose deaths left `claimed` behind: like the unbroken one, except that whether a claimed
 * email was sent, nobody could know who went on. Its step counts it as unknown; SES's own word settles the delivery,
 * unless SES never got it.
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
      if (!wasAccepted && name === `journeys ${cohort}#0 ${customerId}`) {
        const { steps } = item as { steps: Record<string, unknown> };
        steps[step] = { state: 'unknown', at: 'then' };
      }
    }
  }
  return { ...reference, tables, mails: reference.mails.filter((key) => !notSent.includes(key)) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
