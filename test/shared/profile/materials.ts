import fc from 'fast-check';
import { instant } from '../../../shared/calendar.ts';

/** A zone that changes its clocks twice a year. */
export const shopZone = 'Europe/Berlin';

// The seconds on both sides of midnight in Berlin: in winter, in summer, and on the days when clocks change.
export const awkwardMoments = [
  '2023-06-30T22:00:00Z',
  '2024-02-29T22:59:59Z',
  '2024-02-29T23:00:00Z',
  '2025-12-31T22:59:59Z',
  '2025-12-31T23:00:00Z',
  '2026-03-28T22:59:59Z',
  '2026-03-28T23:00:00Z',
  '2026-03-29T21:59:59Z',
  '2026-03-29T22:00:00Z',
  '2026-10-24T21:59:59Z',
  '2026-10-24T22:00:00Z',
  '2026-10-25T22:59:59Z',
  '2026-10-25T23:00:00Z',
].map(instant);

export const moments = fc.oneof(
  fc.constantFrom(...awkwardMoments),
  fc
    .integer({ min: Date.parse('2023-01-01'), max: Date.parse('2026-11-30') })
    .map((ms) => instant(new Date(ms).toISOString())),
);

/** Few values, so that versions often share their `updatedAt` and often repeat what an earlier one said. */
export const updateTimes = ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z'].map(
  instant,
);

/** What one version says about the customer. The caller adds the id. */
export const customers = fc.record(
  {
    email: fc.constantFrom('old@example.com', 'new@example.com'),
    name: fc.constantFrom('Ada', 'Ada Lovelace'),
    country: fc.constantFrom('GB', 'CN'),
    acquisitionSource: fc.constantFrom('search', 'a friend'),
    consents: fc.record({ email: fc.boolean(), phone: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
