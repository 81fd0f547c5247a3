import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputIssue } from '../../../shared/errors.ts';
import { type CustomerId, customerIdSchema } from '../../../shared/ids.ts';
import type { Activity } from '../../../shared/profile/activity.ts';
import type { Facts } from '../../../shared/profile/profile.ts';
import { shopZone } from '../../shared/profile/materials.ts';
import { recomputed } from '../../shared/profile/recomputed.ts';
import { type HttpLambda, request, type Tables } from '../setup.ts';

/** What a handler that takes facts in answers when it took the request. */
export interface IngestAnswer {
  readonly results: readonly {
    readonly orderId?: string;
    readonly type?: string;
    readonly id?: string;
    readonly result: 'created' | 'updated' | 'unchanged' | 'rejected';
    readonly issues?: readonly InputIssue[];
  }[];
}

/** What it answers when it did not. */
export interface RefusedAnswer {
  readonly error: string;
  readonly message?: string;
  readonly issues?: readonly InputIssue[];
}

let people = 0;
/** A customer whom no other run has touched. */
export function someoneNew(): CustomerId {
  people += 1;
  return customerIdSchema.parse(`c${people}`);
}

/** Sends a batch that is taken. */
export async function send(ingest: HttpLambda, batch: readonly unknown[]): Promise<IngestAnswer['results']> {
  const answer = await request<IngestAnswer>(ingest, { body: batch });
  expect(answer.status).toBe(200);
  return answer.json().results;
}

/** The facts of a stored profile, without what nights and writers add. */
export async function factsOf({ store }: Tables, customerId: CustomerId): Promise<Facts> {
  const profile = await store.customers.find(customerId);
  if (profile === undefined) expect.fail(`${customerId} has a profile`);
  const { customerId: _, version: __, foldedFrom: ___, classes: ____, enrolments: _____, ...facts } = profile;
  return facts;
}

/** Versions, and the batches (by index) in which each of several writers sends them; every version is sent. */
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
      const forgotten = versions.map((_, index) => index).filter((index) => !sent.has(index));
      return { versions, writers: forgotten.length === 0 ? chosen : [...chosen, [forgotten]] };
    });

export interface Ingest<T> {
  readonly tables: () => Tables;
  readonly handler: () => HttpLambda;
  readonly version: fc.Arbitrary<T>;
  /** What the shop sends of a version. */
  sentOf(version: T, customerId: CustomerId): object;
  /** What it then says. */
  read(sent: object): Activity;
}

/** Tests that whatever is sent twice, out of order or by several writers at once ends in one and the same profile. */
export function testConvergence<T>({ tables, handler, version, sentOf, read }: Ingest<T>): void {
  const traffic = trafficOf(version);
  const expected = (sent: readonly object[]) => recomputed(sent.map(read), shopZone);

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

  test('ends in the profile that a plain recomputation gives', async () => {
    await fc.assert(
      fc.asyncProperty(traffic, async ({ versions, writers }) => {
        const customerId = someoneNew();
        const sent = versions.map((one) => sentOf(one, customerId));
        await sendByAll(writers, sent);
        expect(await factsOf(tables(), customerId)).toEqual(expected(sent));
      }),
      { numRuns: 15 },
    );
  });

  test('does so for every interleaving of the writers, command by command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), traffic, async (scheduler, { versions, writers }) => {
        const customerId = someoneNew();
        const sent = versions.map((one) => sentOf(one, customerId));
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

  test('and a writer that breaks off at any command is mended by sending everything again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(version, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 12 }),
        async (versions, breaksAt) => {
          const customerId = someoneNew();
          const sent = versions.map((one) => sentOf(one, customerId));
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
