import pMap from 'p-map';
import * as z from 'zod';
import type { Instant } from '../../shared/calendar.ts';
import { ContentionError, type InputIssue } from '../../shared/errors.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { resolveCustomers } from '../../shared/operations/resolve-customers.ts';
import { type ReferralContext, settleReferral } from '../../shared/operations/settle-referral.ts';
import { type IntakeResult, type Trigger, takeInFacts } from '../../shared/operations/take-in.ts';
import { createTrigger } from '../../shared/operations/trigger.ts';
import { customerIn, ofCustomer } from '../../shared/profile/activity.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { RecordableActivity } from '../../shared/store/activity-item.ts';
import { firstIssues } from '../../shared/validation.ts';
import { answer, createHttpHandler, type HttpResponse, parseRequest } from '../toolkit/http.ts';
import { logger } from '../toolkit/logger.ts';
import { store } from '../toolkit/store.ts';
import { type FactAnswers, type FactIdentity, type FactResult, factsPerRequest } from './facts.ts';

const issuesPerFact = 10;
/** Once an answer has so many issues, each further fact is answered with its first one. */
const issuesPerAnswer = 200;
const concurrentCustomers = 8;

/** The verdict on one input. `identity` says in the response which one it is. */
export type Verdict = { readonly identity: FactIdentity } & (
  | {
      readonly customerId: CustomerId;
      readonly activity: RecordableActivity;
      /** What was not used of the input; the rest was. */
      readonly leftOut: readonly InputIssue[];
    }
  | { readonly issues: readonly InputIssue[] }
);

type Accepted = Extract<Verdict, { activity: unknown }>;

/** The facts that a route accepts. */
export interface IngestRoute {
  /** The field of an object body that has the list. */
  readonly listField: string;
  /** What error messages call one fact. */
  readonly singular: string;
  /** What error messages call several. */
  readonly plural: string;
  validate(input: unknown, settings: Settings, receivedAt: Instant): Verdict;
}

/**
 * Creates a Lambda handler that accepts one fact, a list, or an object with a list: whichever is easiest for a shop's
 * webhook. It stores the facts and folds them into their customers' profiles; a repeat is harmless.
 */
export function createIngestHandler({ listField, singular, plural, validate }: IngestRoute) {
  const batchSchema = z
    .array(z.unknown(), `send one ${singular}, a list of ${plural}, or { "${listField}": [ … ] }`)
    .min(1, `send at least one ${singular}`)
    .max(factsPerRequest, `send at most ${factsPerRequest} ${plural} at a time`);
  return createHttpHandler(async ({ body, at }) => {
    const inputs = parseRequest(batchSchema, batchIn(body, listField));
    const settings = await store.settings.load();
    const verdicts = inputs.map((input) => validate(input, settings, at));
    const accepted = verdicts.filter((verdict): verdict is Accepted => 'activity' in verdict);
    const trigger = accepted.length === 0 ? undefined : await createTriggerAt(at, settings);
    const intake = await takeInByCustomer(accepted, { settings, at, trigger });
    const results = answersTo(verdicts, intake);
    return failureOf(intake, results) ?? answer<FactAnswers>(accepted.length === 0 ? 422 : 200, { results });
  });
}

/** One answer for each verdict, in their order. */
function answersTo(verdicts: readonly Verdict[], intake: Intake): FactResult[] {
  let issuesLeft = issuesPerAnswer;
  return verdicts.map((verdict) => {
    if ('activity' in verdict) {
      const { identity, leftOut } = verdict;
      const result = intake.get(verdict) ?? 'unchanged';
      return {
        ...identity,
        result: result instanceof Error ? 'failed' : result,
        ...(leftOut.length > 0 && { leftOut: [...leftOut] }),
      };
    }
    const issues = firstIssues(verdict.issues, Math.max(1, Math.min(issuesPerFact, issuesLeft)));
    issuesLeft -= issues.length;
    return { ...verdict.identity, result: 'rejected', issues };
  });
}

/** How to answer when some facts could not be taken in; undefined when all were. Sending everything again is harmless. */
function failureOf(intake: Intake, results: FactResult[]): HttpResponse | undefined {
  const errors = [...intake.values()].filter((result) => result instanceof Error);
  if (errors.length === 0) return undefined;
  const message = 'some facts were not taken in; send the request again, what was taken in stays as it is';
  return errors.every((error) => error instanceof ContentionError)
    ? answer<FactAnswers>(503, { error: 'busy', message, results })
    : answer<FactAnswers>(500, { error: 'internal', message, results });
}

/** The list in a body of any of the three forms; the body itself where it has none of them. */
function batchIn(body: unknown, listField: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const fields: Readonly<Record<string, unknown>> = { ...body };
  return listField in fields ? fields[listField] : [body];
}

/** What became of each accepted fact. */
type Intake = ReadonlyMap<Accepted, IntakeResult | Error>;

/** Takes in the accepted facts, those of each customer together. What fails for one customer fails for no other. */
async function takeInByCustomer(
  accepted: readonly Accepted[],
  { settings, at, trigger }: ReferralContext,
): Promise<Intake> {
  const { timeZone, retention } = settings;
  const results = new Map<Accepted, IntakeResult | Error>();
  const named = accepted.map(({ customerId, activity }) => ({ id: customerId, email: emailIn(activity) }));
  const known = await resolveCustomers(store, named);
  const byCustomer = new Map<CustomerId, Accepted[]>();
  for (const one of accepted) {
    const id = known.get(one.customerId) ?? one.customerId;
    byCustomer.set(id, [...(byCustomer.get(id) ?? []), one]);
  }
  await pMap(
    byCustomer,
    async ([customerId, theirs]) => {
      const facts = theirs.map(({ activity }) => ofCustomer(customerId, activity));
      try {
        const recorded = await takeInFacts(store, customerId, facts, timeZone, {
          retention,
          rules: settings,
          ...(trigger && { trigger }),
        });
        if (facts.some(({ type }) => type === 'order'))
          await settleReferral(store, customerId, { settings, at, trigger });
        for (const [index, one] of theirs.entries()) results.set(one, recorded[index] ?? 'unchanged');
      } catch (cause) {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        logger.error('facts of a customer were not taken in', error);
        for (const one of theirs) results.set(one, error);
      }
    },
    { concurrency: concurrentCustomers },
  );
  return results;
}

/** Lets customers enter the campaigns that wait for what comes in now. */
async function createTriggerAt(at: Instant, settings: Settings): Promise<Trigger> {
  return createTrigger(store, { settings, campaigns: await store.campaigns.active(), at });
}

/** The email address that comes with a fact. */
const emailIn = (activity: RecordableActivity): string | undefined => customerIn(activity)?.email;
