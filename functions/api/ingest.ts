import pMap from 'p-map';
import * as z from 'zod';
import type { Instant } from '../../shared/calendar.ts';
import type { InputIssue } from '../../shared/errors.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { takeInFacts } from '../../shared/operations/take-in.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { RecordableActivity, RecordResult } from '../../shared/store/activity.ts';
import { createHttpHandler, jsonResponse, parseRequest } from '../toolkit/http.ts';
import { store } from '../toolkit/store.ts';

const factsPerRequest = 100;
const concurrentCustomers = 8;

/** The verdict on one input. `identity` says in the response which one it is. */
export type Verdict = { readonly identity: object } & (
  | { readonly customerId: CustomerId; readonly activity: RecordableActivity }
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
    const recorded = await takeInByCustomer(accepted, settings.timeZone);
    const results = verdicts.map((verdict) =>
      'activity' in verdict
        ? { ...verdict.identity, result: recorded.get(verdict) ?? 'unchanged' }
        : { ...verdict.identity, result: 'rejected', issues: verdict.issues },
    );
    return jsonResponse(accepted.length === 0 ? 422 : 200, { results });
  });
}

/** The list in a body of any of the three forms; the body itself where it has none of them. */
function batchIn(body: unknown, listField: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const fields: Readonly<Record<string, unknown>> = { ...body };
  return listField in fields ? fields[listField] : [body];
}

/** Takes in the accepted facts, those of each customer together. */
async function takeInByCustomer(accepted: readonly Accepted[], timeZone: string) {
  const results = new Map<Accepted, RecordResult>();
  const byCustomer = new Map<CustomerId, Accepted[]>();
  for (const one of accepted)
    byCustomer.set(one.customerId, [...(byCustomer.get(one.customerId) ?? []), one]);
  await pMap(
    byCustomer,
    async ([customerId, theirs]) => {
      const facts = theirs.map(({ activity }) => activity);
      const recorded = await takeInFacts(store, customerId, facts, timeZone);
      for (const [index, one] of theirs.entries()) results.set(one, recorded[index] ?? 'unchanged');
    },
    { concurrency: concurrentCustomers },
  );
  return results;
}
