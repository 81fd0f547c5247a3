import type { Lifecycle, Man } from '../profile/classes.ts';
import type { ScoringSettings } from '../settings/scoring-settings.ts';
import type { Ranking } from './ranking.ts';

/**
 * True when a customer's value can be expected to grow (潜力客户): they are neither silent nor lost, they will be worth
 * clearly more than they have been spending, and neither need nor money is low. False without a forecast.
 *
 * @param before whether the customer was a potential one last night, which the slack then keeps
 */
export function isPotential(
  { positions }: Pick<Ranking, 'positions'>,
  lifecycle: Lifecycle,
  { money, need }: Man,
  { ahead, from, slack }: ScoringSettings['potential'],
  before: boolean,
): boolean {
  if (lifecycle === 'silent' || lifecycle === 'lost') return false;
  if (positions.lifetimeValue === undefined || money === 'low' || need === 'low') return false;
  const tolerance = before ? slack : 0;
  return (
    positions.lifetimeValue >= from - tolerance &&
    positions.lifetimeValue - positions.spentLastYear >= ahead - tolerance
  );
}
