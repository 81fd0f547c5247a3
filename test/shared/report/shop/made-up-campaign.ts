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
  for (let night = 0; night < nights; night += 1) {
    for (let customer = 0; customer < enter(night); customer += 1) {
      const arm = chance(draw, holdout) ? heldOut : treated;
      arm.enter(night);
      if (chance(draw, arm.rate)) arm.order(night + wholeBetween(draw, 0, goalDays - 1));
    }
  }
  return looksOf(treated, heldOut);
}

/** What somebody sees of two arms on each night. */
export function looksOf(treated: Arm, heldOut: Arm): Look[] {
  const seenOfHeldOut = heldOut.seen();
  return treated.seen().flatMap((one, night) => {
    const other = seenOfHeldOut[night];
    return other ? [{ treated: one.rate, heldOut: other.rate, truth: one.expected - other.expected }] : [];
  });
}

/** The customers of one arm. */
export interface Arm {
  /** The chance of ordering within the goal's days, on average over its customers. */
  readonly rate: number;
  enter(night: number): void;
  order(night: number): void;
  /** The share who have ordered by the end of each night, and the share that was expected to. */
  seen(): { readonly rate: Rate; readonly expected: number }[];
}

/** An arm that nobody is in yet. */
export function armOf(rate: number, { nights, goalDays }: Pick<MadeUpCampaign, 'nights' | 'goalDays'>): Arm {
  const entered = Array.from({ length: nights }, () => 0);
  const ordered = Array.from({ length: nights + goalDays }, () => 0);
  return {
    rate,
    enter(night) {
      entered[night] = (entered[night] ?? 0) + 1;
    },
    order(night) {
      ordered[night] = (ordered[night] ?? 0) + 1;
    },
    seen() {
      let [of, did, expected] = [0, 0, 0];
      return entered.map((count, night) => {
        of += count;
        did += ordered[night] ?? 0;
        // Each customer whose goal has not ended is expected to order tonight with the same chance.
        const open = entered.slice(Math.max(0, night - goalDays + 1), night + 1);
        expected += (open.reduce((sum, one) => sum + one, 0) * rate) / goalDays;
        return { rate: { of, did }, expected: of === 0 ? 0 : expected / of };
      });
    },
  };
}
