import { describe, expect, test } from 'vitest';
import { CampaignFileError, readCampaign } from '../../../shared/campaigns/read-campaign.ts';

const fileOf = (head: string, step = 'variant: short') => `name: Test
audience: {}
${head}
steps:
  - after: 0d
    ${step}
    email: { template: hello }
`;

/** What is wrong with such a campaign, with the line. */
function mistakesIn(head: string, step?: string): readonly string[] {
  try {
    readCampaign(fileOf(head, step), 'test.yaml');
  } catch (error) {
    if (!(error instanceof CampaignFileError)) throw error;
    return error.problems.map(({ line, message }) => `${line} ${message}`);
  }
  return [];
}

const both = 'variants: { short: 50%, long: 50% }';

describe('The variants of a campaign', () => {
  test('have shares, and steps of their own', () => {
    const { campaign } = readCampaign(
      fileOf('variants: { short: 70%, long: 29.5%, none: 0.5% }'),
      'test.yaml',
    );
    expect(campaign.variants).toEqual({ short: 0.7, long: 0.295, none: 0.005 });
    expect(campaign.steps[0]?.variant).toEqual(['short']);
    expect(campaign.promote).toBe('by-hand');
  });

  test('can share a step', () => {
    const head = 'variants: { a: 33.3%, b: 33.3%, c: 33.4% }';
    const { campaign } = readCampaign(fileOf(head, 'variant: [a, b]'), 'test.yaml');
    expect(campaign.steps[0]?.variant).toEqual(['a', 'b']);
  });

  test.each([
    ['variants: { short: 100% }', '3 variants: a campaign has 2 to 5 variants, or none'],
    ['variants: { short: 60%, long: 50% }', '3 variants: the shares of the variants come to 100% together'],
    ['variants: { short: 50%, Long: 50% }', '3 variants.Long: a variant is named in lowercase letters'],
    ['variants: { short: 0%, long: 50%, b: 50% }', '3 variants.short: leave a variant out that nobody gets'],
    ['variants: [short, long]', '3 variants: write each variant with its share, such as { short: 50%, long'],
    [`${both}\npromoted: lng`, '4 promoted: "lng" is none of short, long; did you mean "long"?'],
    ['promote: auto', '3 promote: the campaign has no variants; give it some, such as variants: {'],
  ])('are refused as %s', (head, mistake) => {
    expect(mistakesIn(head)).toContainEqual(expect.stringContaining(mistake));
  });

  test.each([
    [
      'that nobody knows',
      'variant: shrt',
      '6 steps.1.variant: "shrt" is none of short, long; did you mean "short"?',
    ],
    [
      'without a difference',
      'unless: ordered',
      '3 variants: every variant has the same steps; say for which',
    ],
    [
      'that all have',
      'variant: [long, short]',
      '3 variants: every variant has the same steps; say for which',
    ],
  ])('are refused with a step %s', (_, step, mistake) => {
    expect(mistakesIn(both, step)).toEqual([expect.stringContaining(mistake)]);
  });
});
