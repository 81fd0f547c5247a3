import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputIssue } from '../../../shared/errors.ts';
import { type CustomerId, customerIdSchema } from '../../../shared/ids.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import type { Facts } from '../../../shared/profile/profile.ts';
import { shopZone } from '../../shared/profile/materials.ts';
import { recomputeFacts } from '../../shared/profile/recomputed.ts';
import { type HttpLambda, request, type Tables } from '../setup.ts';

/** The body of a response to an accepted request. */
export interface IngestResponse {
  readonly results: readonly {
    readonly orderId?: string;
    readonly type?: string;
    readonly id?: string;
    readonly result: 'created' | 'updated' | 'unchanged' | 'rejected' | 'failed';
    readonly issues?: readonly InputIssue[];
    readonly leftOut?: readonly InputIssue[];
  }[];
}

/** The body of a response to a request that was refused as a whole. */
export interface RefusalResponse {
  readonly error: string;
  readonly message?: string;
  readonly issues?: readonly InputIssue[];
}

let people = 0;
/** The id of a customer that no other run has used. */
export function newCustomerId(): CustomerId {
  people += 1;
  return customerIdSchema.parse(`c${people}`);
}

/** Sends a batch that must be accepted, and returns its results. */
export async function send(
  ingest: HttpLambda,
  batch: readonly unknown[],
): Promise<IngestResponse['results']> {
  const response = await request<IngestResponse>(ingest, { body: batch });
  expect(response.status).toBe(200);
  return response.json().results;
}

/** The facts on a stored profile, without what nights and writers add. */
export async function factsOf({ store }: Tables, customerId: CustomerId): Promise<Facts> {
  const profile = await store.customers.find(customerId);
  if (profile === undefined) expect.fail(`${customerId} has a profile`);
  const {
    customerId: _,
    version: __,
    foldedFrom: ___,
    classes: ____,
    enrolments: _____,
    ...others
  } = profile;
  const { openEnrolments: ______, ...facts } = others;
  return facts;
}

/** Generates versions, and the batches (by index) in which several writers send them. Every version is sent. */
const trafficOf = <T>(version: fc.Arbitrary<T>) =>
  fc
    .record({
      versions: fc.array(version, { minLength: 1, maxLength: 6 }),
      writers: fc.array(
        fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ versions, writers }) => {
      const chosen = writers.map((batches) => batches.map((batch) => batch.map((n) => n % versions.length)));
      const sent = new Set(chosen.flat(2));
      const unsent = versions.map((_, index) => index).filter((index) => !sent.has(index));
      return { versions, writers: unsent.length === 0 ? chosen : [...chosen, [unsent]] };
    });

/** A route under test, and how to generate what it accepts. */
export interface Ingest<T> {
  readonly tables: () => Tables;
  readonly handler: () => HttpLambda;
  readonly version: fc.Arbitrary<T>;
  /** The payload in which the shop sends a version. */
  payloadOf(version: T, customerId: CustomerId): object;
  /** The fact in a payload. */
  parse(payload: object): Activity;
}

/**
 * Tests that facts lead to the same profile when they are sent twice, out of order or by several writers concurrently.
 */
export function testConvergence<T>({ tables, handler, version, payloadOf, parse }: Ingest<T>): void {
  const traffic = trafficOf(version);
  const expected = (sent: readonly object[]) => recomputeFacts(sent.map(parse), shopZone);

  async function sendByAll(writers: readonly (readonly (readonly number[])[])[], sent: readonly object[]) {
    await Promise.all(
      writers.map(async (batches) => {
        for (const batch of batches) {
          await send(
            handler(),
            batch.map((index) => sent[index]),
          );
        }
      }),
    );
  }

  test('give the same profile as a plain recomputation', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, async ({ versions, writers }) => {
        const customerId = newCustomerId();
        const sent = versions.map((one) => payloadOf(one, customerId));
        await sendByAll(writers, sent);
        expect(await factsOf(tables(), customerId)).toEqual(expected(sent));
      }),
      { numRuns: 15 },
    );
  });

  test('give it in every interleaving of the writers, command by command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), traffic, async (scheduler, { versions, writers }) => {
        const customerId = newCustomerId();
        const sent = versions.map((one) => payloadOf(one, customerId));
        const stopIntercepting = tables().intercept(({ name }) =>
          scheduler.schedule(Promise.resolve(), name),
        );
        try {
          await scheduler.waitFor(sendByAll(writers, sent));
        } finally {
          stopIntercepting();
        }
        expect(await factsOf(tables(), customerId)).toEqual(expected(sent));
      }),
      { numRuns: 15 },
    );
  });

  test('give it after a writer crashed at any command, once everything is sent again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(version, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 12 }),
        async (versions, breaksAt) => {
          const customerId = newCustomerId();
          const sent = versions.map((one) => payloadOf(one, customerId));
          let commands = 0;
          const stopIntercepting = tables().intercept(() => {
            commands += 1;
            if (commands > breaksAt) throw new Error('power cut');
          });
          await request(handler(), { body: sent });
          stopIntercepting();
          await send(handler(), sent);
          expect(await factsOf(tables(), customerId)).toEqual(expected(sent));
        },
      ),
      { numRuns: 15 },
    );
  });
}
