import type { PlainDate } from '../calendar.ts';
import type { Trait } from '../profile/classes.ts';
import type { Borderline } from '../scoring/customer-types.ts';
import type { LifecycleReason } from './lifecycle-reason.ts';
import type { ManReason } from './man-reason.ts';
import type { RfmReason } from './rfm-reason.ts';
import type { TierReason } from './tier-reason.ts';
import type { TypeReason } from './type-reason.ts';
import type { EffectiveReason, PotentialReason } from './worth-reason.ts';

/** Writes amounts in minor units as people read them. */
export type Money = (minor: number) => string;

/** How each reason is said in a language. */
export interface Words {
  lifecycle(reason: LifecycleReason): string;
  scores(reason: RfmReason, money: Money): string;
  segment(reason: RfmReason): string;
  group(reason: RfmReason): string;
  tier(reason: TierReason, money: Money): string;
  borderline(kind: Borderline, interestOn: PlainDate | undefined): string;
  type(reason: TypeReason): string;
  potential(reason: PotentialReason, money: Money): string;
  effective(reason: EffectiveReason): string;
  notEffective: string;
  man(reason: ManReason, money: Money): string;
  /** A treatment that has to wait for another. */
  afterwards(treatment: string): string;
  /** A trait that no other class tells of. */
  trait(trait: Extract<Trait, 'high-value' | 'reactivated'>, since: PlainDate): string;
}

/** A share as whole percent; as tenths below 1%, and never a chance that rounds to certainty. */
export function percent(share: number): string {
  const hundred = share * 100;
  if (hundred > 0 && hundred < 0.1) return '<0.1%';
  if (hundred > 0 && hundred < 0.95) return `${hundred.toFixed(1)}%`;
  if (hundred > 99 && hundred < 100) return '99%';
  return `${Math.round(hundred)}%`;
}

/** Two shares that are held against each other: with a decimal where they would look alike without being so. */
export function told(one: number, other: number): readonly [string, string] {
  const [short, otherShort] = [percent(one), percent(other)];
  if (short !== otherShort || one === other) return [short, otherShort];
  return [`${(one * 100).toFixed(1)}%`, `${(other * 100).toFixed(1)}%`];
}
