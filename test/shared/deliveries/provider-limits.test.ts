import { expect, test } from 'vitest';
import { providerLimits, standingOf } from '../../../shared/deliveries/provider-limits.ts';

test.each([
  ['ses', 'bounced', 0.0499, 'below'],
  ['ses', 'bounced', 0.05, 'warns'],
  ['ses', 'bounced', 0.1, 'stops'],
  ['ses', 'complained', 0.0009, 'below'],
  ['ses', 'complained', 0.001, 'warns'],
  ['ses', 'complained', 0.004, 'warns'],
  ['ses', 'complained', 0.005, 'stops'],
  ['mailboxes', 'complained', 0.003, 'stops'],
] as const)('for %s, a share of %s of %d %s', (by, of, share, standing) => {
  const limit = providerLimits.find((one) => one.by === by && one.of === of);
  expect(limit && standingOf(share, limit)).toBe(standing);
});
