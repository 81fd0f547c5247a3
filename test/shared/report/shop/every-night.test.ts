import { describe, expect, test } from 'vitest';
import { type Difference, differenceOf, visibleEffectOf } from '../../../../shared/report/shop/difference.ts';
import { createRandomStream } from '../../../../simulation/shop/random.ts';
import { type Look, looksAt, type MadeUpCampaign } from './made-up-campaign.ts';

const campaigns = 1000;

/** In how many of the made-up campaigns something is so on at least one night. */
function shareOf(campaign: MadeUpCampaign, isSo: (difference: Difference, look: Look) => boolean): number {
  const found = Array.from({ length: campaigns }, (_, index) =>
    looksAt(campaign, createRandomStream(11, index, 'person')).some((look) => {
      const difference = differenceOf(look.treated, look.heldOut);
      return difference !== undefined && isSo(difference, look);
    }),
  );
  return found.filter(Boolean).length / campaigns;
}

const excludes = ({ low, high }: { low: number; high: number }, value: number) => low > value || high < value;

const atOnce: MadeUpCampaign = {
  nights: 30,
  holdout: 0.1,
  goalDays: 30,
  enter: (night) => (night === 0 ? 1000 : 0),
  treated: 0.2,
  heldOut: 0.2,
};
const nightByNight: MadeUpCampaign = { ...atOnce, nights: 60, enter: () => 20 };

describe('a campaign that is looked at every night', () => {
  // Some 2.5% get one; 4% is some three standard deviations more.
  test('without any effect seldom gets a verdict', () => {
    const share = shareOf(atOnce, ({ verdict }) => verdict !== 'undecided');
    expect(share).toBeLessThan(0.04);
    expect(share).toBeGreaterThan(0);
  });

  test('without any effect would often get one if the plain interval decided', () => {
    expect(shareOf(atOnce, ({ today }) => excludes(today, 0))).toBeGreaterThan(0.1);
  });

  test.each([
    ['that raises orders', { treated: 0.25 }],
    ['that costs orders', { treated: 0.15 }],
    ['to customers who seldom order', { treated: 0.03, heldOut: 0.02 }],
  ])('%s has its true effect inside the interval on all nights in 19 cases of 20', (_, rates) => {
    const missed = shareOf({ ...nightByNight, ...rates }, (difference, { truth }) =>
      excludes(difference.everyNight, truth),
    );
    expect(missed).toBeLessThan(0.05);
  });

  test('finds out in four cases of five an effect of the size that its report says would probably be seen', () => {
    const lastLook = (campaign: MadeUpCampaign, index: number) => {
      const last = looksAt(campaign, createRandomStream(12, index, 'person')).at(-1);
      return last && differenceOf(last.treated, last.heldOut);
    };
    const all = Array.from({ length: campaigns }, (_, index) => index);
    const visible = all.flatMap((index) => {
      const difference = lastLook(atOnce, index);
      return difference === undefined ? [] : [visibleEffectOf(difference.estimate, difference.everyNight)];
    });
    const mean = visible.reduce((sum, effect) => sum + effect, 0) / visible.length;
    const works = { ...atOnce, treated: atOnce.heldOut + mean };
    const found = all.filter((index) => lastLook(works, index)?.verdict === 'raised');
    expect(found.length / campaigns).toBeGreaterThan(0.8);
  });

  test('that raises orders by half in a larger shop is mostly found out', () => {
    const large = { ...atOnce, enter: (night: number) => (night === 0 ? 3000 : 0), treated: 0.3 };
    expect(shareOf(large, ({ verdict }) => verdict === 'raised')).toBeGreaterThan(0.7);
  });
});
