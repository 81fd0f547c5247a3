import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import { sharedCodeProblems } from '../../../shared/campaigns/shared-codes.ts';
import { offerShape } from '../../../shared/coupons/written-offer.ts';
import { couponVariables } from '../../../shared/email/coupon-in-email.ts';

const guide = readFileSync('docs/coupons.md', 'utf8');
const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);

/** An example is a campaign, or a list of coupons. */
function campaignIn(block: string): string {
  const example: unknown = parse(block);
  if (!Array.isArray(example)) return block;
  const steps = example.map((step: object) => ({ after: '0d', ...step }));
  return JSON.stringify({ name: 'Example', audience: {}, steps });
}

describe('the guide to coupons', () => {
  test.each(blocks)('has examples that are valid: %s', (block) => {
    const { campaign } = readCampaign(campaignIn(block), 'example.yaml');
    expect(sharedCodeProblems(campaign)).toEqual([]);
  });

  test('has examples at all', () => {
    expect(blocks.length).toBeGreaterThan(2);
  });

  test.each([...Object.keys(offerShape), 'shared'])('says what %s is', (key) => {
    expect(guide).toMatch(new RegExp(`^\\| \`${key}\\b`, 'm'));
  });

  test.each(couponVariables)('names the variable %s', (variable) => {
    expect(guide).toContain(`\`${variable}\``);
  });
});
