import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import type { LatestNames, Profile } from '../../../shared/profile/profile.ts';
import { startTables, type Tables } from '../../functions/setup.ts';
import { customer } from '../campaigns/campaigns.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.close());

const customerId = customerIdSchema.parse('c1');
const names = fc.array(
  fc.oneof(fc.constantFrom('Tea, green', '"', "'", '\n', '\\', '茶', '__proto__'), fc.string()),
);
const byDay: fc.Arbitrary<LatestNames> = fc.record(
  { bought: fc.dictionary(fc.constantFrom('2026-11-01', '2026-11-02'), names) },
  { requiredKeys: [] },
);
const profiles: fc.Arbitrary<Omit<Profile, 'version'>> = fc
  .record({ products: byDay, categories: byDay }, { requiredKeys: [] })
  .map((latest) => ({
    ...customer,
    ...latest,
    customerId,
    contact: { email: 'Ann@Example.com', phone: '+44 20 7946 0001', name: 'Ann Lee' },
    consentEvidence: { email: { granted: true, at: instant('2026-11-01T00:00:00Z'), source: 'order 1' } },
    foldedFrom: 'abc',
  }));

const whole = { segment: 0, totalSegments: 1 };
async function firstOf<T>(
  pages: AsyncGenerator<{ readonly profiles: readonly T[] }>,
): Promise<T | undefined> {
  for await (const { profiles: found } of pages) return found[0];
  return undefined;
}

test('a profile is read as it was written, by every way of reading it, whatever its products are called', async () => {
  await fc.assert(
    fc.asyncProperty(profiles, async (profile) => {
      const { customers } = tables.store;
      const { version = 0 } = (await customers.find(customerId)) ?? {};
      expect(await customers.save(profile, version)).toBe(true);
      const written = { ...profile, version: version + 1 };
      expect(await customers.find(customerId)).toEqual(written);
      expect((await customers.findAll([customerId])).get(customerId)).toEqual(written);
      expect(await customers.findByEmail('ann@example.com')).toEqual([written]);
      expect((await customers.page(whole)).profiles).toEqual([written]);
      expect(await firstOf(customers.pages(whole))).toEqual(written);
      const { consentEvidence: _, foldedFrom: __, ...nightly } = written;
      expect(await firstOf(customers.pagesForNight(whole))).toEqual(nightly);
      expect(await firstOf(customers.pagesOfOrders(whole))).toEqual({ customerId, orders: written.orders });
    }),
    { numRuns: 20 },
  );
});
