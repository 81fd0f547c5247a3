import type { PlainDate } from '../calendar.ts';
import type { AudienceReason } from '../explain/audience-reason.ts';
import type { Settings } from '../settings/settings.ts';
import type { Audience } from './audience-schema.ts';
import type { Circumstances, ClassifiedProfile } from './conditions/condition.ts';
import { explainCondition, givenIn } from './conditions/conditions.ts';

/**
 * Why a customer is in an audience or not: every condition with what was asked for, what the profile says and whether it
 * holds, those that speak for it and those against. The whole holds exactly when `whyNotInAudience` has no reason.
 *
 * @throws RekindleError for a condition on a forecast when the customer comes without `rank`
 */
export const explainAudience = (
  audience: Audience,
  customer: ClassifiedProfile,
  settings: Settings,
  asOf: PlainDate,
): AudienceReason => reasonFor(audience, customer, { settings, asOf });

/** One condition stands for itself; several are all of them. */
function reasonFor(
  audience: Audience,
  customer: ClassifiedProfile,
  circumstances: Circumstances,
): AudienceReason {
  const parts = reasonsFor(audience, customer, circumstances);
  const [only] = parts;
  return parts.length === 1 && only !== undefined
    ? only
    : { of: 'all', holds: parts.every(({ holds }) => holds), parts };
}

function reasonsFor(
  audience: Audience,
  customer: ClassifiedProfile,
  circumstances: Circumstances,
): readonly AudienceReason[] {
  const { all, any, not, audience: named } = audience;
  const reasonOf = (part: Audience) => reasonFor(part, customer, circumstances);
  const conditions = givenIn(audience).flatMap((condition): AudienceReason[] => {
    const answer = explainCondition(condition, audience, circumstances, customer);
    return answer === undefined ? [] : [{ of: 'condition', condition, ...answer }];
  });
  return [
    ...conditions,
    ...(named === undefined ? [] : [namedReason(named.name, reasonOf(named.is))]),
    ...(all === undefined ? [] : [allReason(all.map(reasonOf))]),
    ...(any === undefined ? [] : [anyReason(any.map(reasonOf))]),
    ...(not === undefined ? [] : [notReason(reasonOf(not))]),
  ];
}

const namedReason = (name: string, reason: AudienceReason): AudienceReason => ({
  of: 'audience',
  name,
  holds: reason.holds,
  parts: [reason],
});

const allReason = (parts: readonly AudienceReason[]): AudienceReason => ({
  of: 'all',
  holds: parts.every(({ holds }) => holds),
  parts,
});

const anyReason = (parts: readonly AudienceReason[]): AudienceReason => ({
  of: 'any',
  holds: parts.some(({ holds }) => holds),
  parts,
});

/** What must not hold is a list of its alternatives, so that none of them is buried. */
const notReason = (reason: AudienceReason): AudienceReason => ({
  of: 'not',
  holds: !reason.holds,
  parts: reason.of === 'any' ? reason.parts : [reason],
});
