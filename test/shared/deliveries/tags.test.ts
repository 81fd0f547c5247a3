import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import { messageTagsSchema, tagsFor } from '../../../shared/deliveries/tags.ts';
import { campaignIdSchema, customerIdSchema, taskIdSchema } from '../../../shared/ids.ts';

const customerId = customerIdSchema.parse('李雷 <7>');

describe('the tags of a message', () => {
  test('identify the step and the campaign, in the characters that SES allows', () => {
    const key = {
      cohort: {
        campaign: campaignIdSchema.parse('win-back'),
        version: 3,
        date: plainDate('2026-12-01'),
      },
      step: 2,
      shard: 0,
      customerId,
    };
    const tags = tagsFor(key);
    for (const value of Object.values(tags)) expect(value).toMatch(/^[\w-]{1,256}$/);
    expect(messageTagsSchema.parse(tags)).toEqual(key);
  });

  test('fit the longest customer id', () => {
    const longest = customerIdSchema.parse('茶'.repeat(42));
    const { customer = '' } = tagsFor({
      taskId: taskIdSchema.parse(`cb-${'0'.repeat(24)}`),
      customerId: longest,
    });
    expect(customer.length).toBeLessThanOrEqual(256);
  });

  test('of a message that is not ours are refused without an exception', () => {
    const foreign = { callback: `cb-${'0'.repeat(24)}`, customer: '' };
    expect(messageTagsSchema.safeParse(foreign).success).toBe(false);
    expect(messageTagsSchema.safeParse({ 'ses:caller-identity': 'x' }).success).toBe(false);
  });
});
