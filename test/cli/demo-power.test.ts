import { expect, test } from 'vitest';
import { exampleCampaigns, loadCampaign } from '../../cli/campaign-files.ts';
import { demoCustomers } from '../../cli/commands/demo.ts';
import { differenceOf, type Verdict } from '../../shared/report/shop/difference.ts';
import { chance, createRandomStream, type Draw } from '../../simulation/shop/random.ts';

/**
 * What the demo's campaigns came to on the last night of eight shops of 3,000 customers (seeds 1 to 8), in the mean: how
 * many customers had entered, and how many of them had ordered by then, without the campaign and because of it.
 */
const campaigns = [
  { id: 'win-back', until: 'a day in September', entered: 282, anyway: 0.163, because: 0.28, is: 'raised' },
  { id: 'win-back', until: 'the busiest time', entered: 277, anyway: 0.215, because: 0.25, is: 'raised' },
  { id: 'win-back', until: 'the end of the year', entered: 244, anyway: 0.166, because: 0.27, is: 'raised' },
  { id: 'welcome', until: 'a day in September', entered: 205, anyway: 0.17, because: 0.05, is: 'undecided' },
  { id: 'welcome', until: 'the busiest time', entered: 289, anyway: 0.25, because: 0.05, is: 'undecided' },
  { id: 'vip-thanks', until: 'a day in September', entered: 62, anyway: 0.69, because: 0, is: 'undecided' },
  { id: 'vip-thanks', until: 'the busiest time', entered: 68, anyway: 0.8, because: 0, is: 'undecided' },
] as const;

const customersMeasured = 3000;
const runs = 1000;

/** The verdict on one made-up run of a campaign with these numbers. */
function verdictOn(
  { entered, anyway, because }: Pick<(typeof campaigns)[number], 'entered' | 'anyway' | 'because'>,
  holdout: number,
  draw: Draw,
): Verdict {
  const treated = { of: 0, did: 0 };
  const heldOut = { of: 0, did: 0 };
  const customers = Math.round((entered * demoCustomers) / customersMeasured);
  for (let customer = 0; customer < customers; customer += 1) {
    const isHeldOut = chance(draw, holdout);
    const arm = isHeldOut ? heldOut : treated;
    arm.of += 1;
    if (chance(draw, isHeldOut ? anyway : anyway + because)) arm.did += 1;
  }
  return differenceOf(treated, heldOut)?.verdict ?? 'undecided';
}

test.each(campaigns.map((campaign, seed) => ({ ...campaign, seed })))(
  'nine demos in ten until $until find the campaign $id to be what it is: $is',
  async (campaign) => {
    const file = exampleCampaigns.find((one) => one.includes(campaign.id));
    if (file === undefined) expect.fail(`there is no example campaign ${campaign.id}`);
    const { holdout } = (await loadCampaign(file)).campaign;
    const draw = createRandomStream(campaign.seed, 1, 'person');
    const verdicts = Array.from({ length: runs }, () => verdictOn(campaign, holdout, draw));
    expect(verdicts.filter((verdict) => verdict === campaign.is).length / runs).toBeGreaterThanOrEqual(0.9);
  },
);
