import type { Rate } from '../../../../shared/report/shop/difference.ts';
import { chance, type Draw, wholeBetween } from '../../../../simulation/shop/random.ts';

/** A campaign whose effect is known, because it is made up. */
export interface MadeUpCampaign {
  readonly nights: number;
  readonly holdout: number;
  readonly goalDays: number;
  /** How many customers enter on a night, counted from 0. */
  readonly enter: (night: number) => number;
  /** The chance of ordering within the goal's days; the day is any of them. */
  readonly treated: number;
  readonly heldOut: number;
}

/** What a report shows on one night, and the difference that it estimates. */
export interface Look {
  readonly treated: Rate;
  readonly heldOut: Rate;
  readonly truth: number;
}

/** What somebody sees who looks at the campaign on each of its nights. */
export function looksAt(campaign: MadeUpCampaign, draw: Draw): Look[] {
  const { nights, holdout, goalDays, enter } = campaign;
  const treated = armOf(campaign.treated, campaign);
  const heldOut = armOf(campaign.heldOut, campaign);
  return Array.from({ length: nights }, (_, night) => {
    for (let customer = 0; customer < enter(night); customer += 1) {
      const arm = chance(draw, holdout) ? heldOut : treated;
      arm.entered[night] = (arm.entered[night] ?? 0) + 1;
      if (!chance(draw, arm.rate)) continue;
      const day = night + wholeBetween(draw, 0, goalDays - 1);
      arm.ordered[day] = (arm.ordered[day] ?? 0) + 1;
    }
    const [one, other] = [look(treated, night, goalDays), look(heldOut, night, goalDays)];
    return { treated: one.rate, heldOut: other.rate, truth: one.expected - other.expected };
  });
}

/** The customers of one arm, by night, and what is known of them so far. */
interface Arm {
  readonly rate: number;
  readonly entered: number[];
  readonly ordered: number[];
  soFar: { of: number; did: number; expected: number };
}

const armOf = (rate: number, { nights, goalDays }: MadeUpCampaign): Arm => ({
  rate,
  entered: Array.from({ length: nights }, () => 0),
  ordered: Array.from({ length: nights + goalDays }, () => 0),
  soFar: { of: 0, did: 0, expected: 0 },
});

/** Each customer whose goal has not ended is expected to order tonight with the same chance. */
function look(arm: Arm, night: number, goalDays: number): { rate: Rate; expected: number } {
  const before = arm.soFar;
  const open = arm.entered.slice(Math.max(0, night - goalDays + 1), night + 1);
  arm.soFar = {
    of: before.of + (arm.entered[night] ?? 0),
    did: before.did + (arm.ordered[night] ?? 0),
    expected: before.expected + (open.reduce((sum, count) => sum + count, 0) * arm.rate) / goalDays,
  };
  const { of, did, expected } = arm.soFar;
  return { rate: { of, did }, expected: of === 0 ? 0 : expected / of };
}
