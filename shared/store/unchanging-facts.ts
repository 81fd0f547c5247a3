import type { PointsActivity, ReleaseActivity, SuppressionActivity } from '../profile/activity.ts';

/** Facts of which there is one version. */
export type UnchangingActivity = SuppressionActivity | ReleaseActivity | PointsActivity;

/** True for a fact of which there is one version. */
export const isUnchanging = <F extends { readonly type: string }>(
  fact: F | UnchangingActivity,
): fact is UnchangingActivity => unchanging.has(fact.type);

const unchanging: ReadonlySet<string> = new Set<UnchangingActivity['type']>([
  'suppression',
  'release',
  'points-granted',
  'points-spent',
]);

/** The key of such a fact within its customer. Points that were used are numbered, so that two uses cannot be one. */
export function keyOfUnchanging(fact: UnchangingActivity): string {
  switch (fact.type) {
    case 'suppression':
      return `suppression#${fact.id}`;
    case 'release':
      return `release#${fact.id}`;
    case 'points-granted':
      return `points#granted#${fact.id}`;
    case 'points-spent':
      return `points#spent#${String(fact.number).padStart(6, '0')}`;
  }
}
