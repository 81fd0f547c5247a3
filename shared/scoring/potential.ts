import type { Lifecycle, Man } from '../profile/classes.ts';
import type { ScoringSettings } from '../settings/scoring-settings.ts';
import type { Ranking } from './ranking.ts';

/**
 * Whether a customer's value can be expected to grow (潜力客户): they are around, they will be worth clearly more than
 * they have been spending, they need something (not low), and they can afford it (not low).
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
  const ease = before ? slack : 0;
  return (
    positions.lifetimeValue >= from - ease &&
    positions.lifetimeValue - positions.spentLastYear >= ahead - ease
  );
}
