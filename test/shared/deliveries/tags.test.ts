import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import { messageTagsSchema, tagsFor } from '../../../shared/deliveries/tags.ts';
import { campaignIdSchema, customerIdSchema, taskIdSchema } from '../../../shared/ids.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';

const key = {
  cohort: { campaign: campaignIdSchema.parse('win-back'), version: 3, slot: plainDate('2026-12-01') },
  step: 2,
  shard: 0,
  ref: customerRefFor(customerIdSchema.parse('ann@example.com'), 'key'),
};

describe('the tags of a message', () => {
  test('identify the step and the campaign, in the characters that SES allows', () => {
    const tags = tagsFor(key);
    for (const value of Object.values(tags)) expect(value).toMatch(/^[\w-]{1,256}$/);
    expect(messageTagsSchema.parse(tags)).toEqual(key);
  });

  test('identify the callback task of a reward', () => {
    const taskId = taskIdSchema.parse(`cb-${'0'.repeat(24)}`);
    expect(messageTagsSchema.parse(tagsFor({ taskId }))).toEqual({ taskId });
  });

  test('say nothing about the customer, in no encoding', () => {
    const tags = JSON.stringify(tagsFor(key));
    for (const encoding of ['utf8', 'base64url', 'hex'] as const)
      expect(tags).not.toContain(Buffer.from('ann@example.com').toString(encoding));
  });

  test('of a message that is not ours are refused without an exception', () => {
    expect(messageTagsSchema.safeParse({ callback: 'cb-1' }).success).toBe(false);
    expect(messageTagsSchema.safeParse({ ...tagsFor(key), customer: 'YW5u' }).success).toBe(false);
    expect(messageTagsSchema.safeParse({ 'ses:caller-identity': 'x' }).success).toBe(false);
  });
});
