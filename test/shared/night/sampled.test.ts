import { expect, test } from 'vitest';
import { customerIdSchema } from '../../../shared/ids.ts';
import { isSampled, sampledCustomers } from '../../../shared/night/sampled.ts';

const ids = Array.from({ length: 20_000 }, (_, index) => customerIdSchema.parse(`c${index}`));
const sampleOf = (customers: number) => ids.slice(0, customers).filter((id) => isSampled(id, customers));

test('a sample is everybody in a small shop, and as many as wanted in a large one', () => {
  expect(sampleOf(sampledCustomers)).toHaveLength(sampledCustomers);
  // Four standard deviations.
  expect(Math.abs(sampleOf(20_000).length - sampledCustomers)).toBeLessThan(4 * Math.sqrt(sampledCustomers));
});

test('a shop that grows keeps asking the same customers, only fewer of the early ones', () => {
  const early = new Set(sampleOf(10_000));
  const late = sampleOf(20_000).filter((id) => ids.indexOf(id) < 10_000);
  expect(late.every((id) => early.has(id))).toBe(true);
});
