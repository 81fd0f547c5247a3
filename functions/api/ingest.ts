import pMap from 'p-map';
import * as z from 'zod';
import type { Instant } from '../../shared/calendar.ts';
import type { InputIssue } from '../../shared/errors.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { takeInFacts } from '../../shared/operations/take-in.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import type { RecordableActivity, RecordResult } from '../../shared/store/activity.ts';
import { answer, createHttpHandler, parseRequest } from '../toolkit/http.ts';
import { store } from '../toolkit/store.ts';

const factsPerRequest = 100;
const customersAtOnce = 8;

/** One input, judged. `named` tells the sender which one it was. */
export type Validated = { readonly named: object } & (
  | { readonly customerId: CustomerId; readonly activity: RecordableActivity }
  | { readonly issues: readonly InputIssue[] }
);

type Accepted = Extract<Validated, { activity: unknown }>;

/** What a route takes in. */
export interface Intake {
  /** What a body calls its list, when it is an object that holds one. */
  readonly list: string;
  readonly one: string;
  readonly many: string;
  judge(input: unknown, settings: Settings, receivedAt: Instant): Validated;
}

/**
 * Makes a Lambda that takes one fact, a list, or an object that holds a list: whichever a shop's webhook finds
 * easiest. It stores them and folds them into their customers' profiles; sending anything again is harmless.
 */
export function createIngestHandler({ list, one, many, judge }: Intake) {
  const batchSchema = z
    .array(z.unknown(), `send one ${one}, a list of ${many}, or { "${list}": [ … ] }`)
    .min(1, `send at least one ${one}`)
    .max(factsPerRequest, `send at most ${factsPerRequest} ${many} at a time`);
  return createHttpHandler(async ({ body, at }) => {
    const inputs = parseRequest(batchSchema, batchIn(body, list));
    const settings = await store.settings.load();
    const verdicts = inputs.map((input) => judge(input, settings, at));
    const accepted = verdicts.filter((verdict): verdict is Accepted => 'activity' in verdict);
    const recorded = await takeInByCustomer(accepted, settings.timeZone);
    const results = verdicts.map((verdict) =>
      'activity' in verdict
        ? { ...verdict.named, result: recorded.get(verdict) ?? 'unchanged' }
        : { ...verdict.named, result: 'rejected', issues: verdict.issues },
    );
    return answer(accepted.length === 0 ? 422 : 200, { results });
  });
}

function batchIn(body: unknown, list: string): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const held: Readonly<Record<string, unknown>> = { ...body };
  return list in held ? held[list] : [body];
}

/** Takes in what was accepted, the facts of each customer together. */
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
    { concurrency: customersAtOnce },
  );
  return results;
}
