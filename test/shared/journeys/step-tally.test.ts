import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../shared/deliveries/delivery.ts';
import { addToTally, emptyTally, sumTallies } from '../../../shared/journeys/step-tally.ts';
import { at } from '../campaigns/campaigns.ts';

describe('a tally', () => {
  const outcomes: (Delivery | 'held-out')[] = [
    'held-out',
    { state: 'claimed', at: at('00:00:00'), by: 'run' },
    { state: 'unknown', at: at('00:00:00'), by: 'run' },
    { state: 'sent', at: at('00:00:00'), messageId: 'm' },
    { state: 'failed', at: at('00:00:00'), error: 'E' },
    { state: 'skipped', at: at('00:00:00'), reason: 'no-consent' },
    { state: 'skipped', at: at('00:00:00'), reason: 'when:tier' },
  ];

  test('counts each customer in one column', () => {
    expect(outcomes.reduce(addToTally, emptyTally)).toEqual({
      customers: 7,
      heldOut: 1,
      sent: 1,
      queued: 0,
      done: 0,
      failed: 1,
      unknown: 2,
      skipped: { 'no-consent': 1, 'when:tier': 1 },
    });
  });

  test('of all shards is the sum of theirs, with every customer in it once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...outcomes), { maxLength: 9 }), { maxLength: 5 }),
        (shards) => {
          const total = sumTallies(shards.map((shard) => shard.reduce(addToTally, emptyTally)));
          expect(total).toEqual(shards.flat().reduce(addToTally, emptyTally));
          const { customers, heldOut, sent, queued, failed, unknown, skipped } = total;
          const skips = Object.values(skipped).reduce((sum, count) => sum + count, 0);
          expect(heldOut + sent + queued + failed + unknown + skips).toBe(customers);
        },
      ),
    );
  });
});
