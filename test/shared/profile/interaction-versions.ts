import fc from 'fast-check';
import { customers, moments, updateTimes } from './materials.ts';

const score = (min: number, max: number) => fc.integer({ min, max });

const names = (of: string) => fc.nat(20).map((number) => `${of} ${number}`);

const kinds = fc.oneof(
  fc.record(
    { type: fc.constant('browse'), sku: names('sku'), category: names('category') },
    { requiredKeys: ['type'] },
  ),
  fc.record(
    {
      type: fc.constant('cart'),
      value: fc.constantFrom(0, 1000, 2599),
      skus: fc.array(names('sku'), { maxLength: 14 }),
      categories: fc.array(names('category'), { maxLength: 8 }),
    },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constant('tag'), removed: fc.boolean() }, { requiredKeys: ['type'] }),
  fc.record({ type: fc.constant('wishlist'), name: fc.constant('Tea') }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('feedback'), nps: score(0, 10), csat: score(1, 5), text: fc.constant('Well') },
    { requiredKeys: ['type', 'text'] },
  ),
  fc.record({ type: fc.constantFrom('complaint-opened', 'complaint-closed') }),
  fc.record({ type: fc.constantFrom('referral', 'referral-converted') }),
);

/**
 * One version of one of a few interactions, as a shop would send it. The caller adds the customer's id. There are few
 * ids and few times, so that types share ids, versions share their times, and a customer's interactions share a moment.
 */
export const interactionVersions = fc
  .record({
    kind: kinds,
    id: fc.constantFrom('e1', 'e2', 'o1'),
    customer: customers,
    at: moments,
    updatedAt: fc.option(fc.constantFrom(...updateTimes), { nil: undefined }),
  })
  .map(({ kind, updatedAt, ...rest }) => ({ ...rest, ...kind, ...(updatedAt && { updatedAt }) }));
