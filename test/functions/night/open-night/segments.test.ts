import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { context } from '../../setup.ts';

const database = mockClient(DynamoDBDocumentClient);
/** Opens a night, and returns the number of its scan segments. */
let openNight: () => Promise<number>;

beforeAll(async () => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  const { handler } = await import('../../../../functions/night/open-night/handler.ts');
  openNight = async () => {
    const event = { date: '2027-01-01', at: '2027-01-01T04:00:00Z', executionArn: 'first' };
    return (await handler(event, context)).segments.length;
  };
});
afterEach(() => database.reset());

/** A page has 1 MB, and a profile about a kilobyte. */
const profilesPerPage = 1_000;

/** Answers as a table that holds so many customers, of whom it has reported only some yet. */
function holdCustomers(count: number, reported = 0): void {
  database.reset();
  database.onAnyCommand().resolves({});
  database.on(DescribeTableCommand).resolves({ Table: { ItemCount: reported } });
  database.on(ScanCommand).callsFake(({ TotalSegments }: { readonly TotalSegments: number }) => {
    const inPart = Math.round(count / TotalSegments);
    return inPart > profilesPerPage
      ? { Count: profilesPerPage, LastEvaluatedKey: { customerId: 'last' } }
      : { Count: inPart };
  });
}

describe('a night', () => {
  test('over no customers has two segments', async () => {
    holdCustomers(0);
    expect(await openNight()).toBe(2);
  });

  test('right after an import of a million, which the table does not report yet, has ten', async () => {
    holdCustomers(1_000_000);
    expect(await openNight()).toBe(10);
  });

  test('has a segment for each 100,000 customers, whatever the table reports', async () => {
    const counts = fc.integer({ min: 200_001, max: 60_000_000 });
    await fc.assert(
      fc.asyncProperty(counts, fc.double({ min: 0, max: 1, noNaN: true }), async (count, share) => {
        holdCustomers(count, Math.floor(count * share));
        const needed = count / 100_000;
        const segments = await openNight();
        expect(segments).toBeGreaterThanOrEqual(Math.floor(needed * 0.9));
        expect(segments).toBeLessThanOrEqual(Math.ceil(needed * 1.1));
      }),
    );
  });

  test('trusts the count that the table reports when its sample happens to be too small', async () => {
    holdCustomers(0, 2_000_000);
    expect(await openNight()).toBe(20);
  });

  test('never has more than a thousand segments, nor reads more than five pages to find out', async () => {
    holdCustomers(10_000_000_000, 10_000_000_000);
    expect(await openNight()).toBe(1_000);
    expect(database.commandCalls(ScanCommand).length).toBeLessThanOrEqual(5);
  });
});
