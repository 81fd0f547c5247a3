import { describe, expect, test } from 'vitest';
import { customerIdSchema, orderIdSchema } from '../../shared/ids.ts';

describe('the id of a customer', () => {
  test.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com ', 'ann@example.com'],
    ['C42', 'C42'],
    ['李雷', '李雷'],
  ])('sent as %j is %j, by every door', (sent, id) => {
    expect(customerIdSchema.parse(sent)).toBe(id);
  });

  test('is read again as it is', () => {
    const id = customerIdSchema.parse('Ann@Example.com');
    expect(customerIdSchema.parse(id)).toBe(id);
  });

  test.each(['', '   ', 'a#b', 'a\u0007', 'x'.repeat(129)])('cannot be %j', (id) => {
    expect(customerIdSchema.safeParse(id).success).toBe(false);
    expect(orderIdSchema.safeParse(id).success).toBe(false);
  });
});
