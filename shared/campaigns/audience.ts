import type { PlainDate } from '../calendar.ts';
import type { Settings } from '../settings/settings.ts';
import type { Audience } from './audience-schema.ts';
import type { Circumstances, ClassifiedProfile } from './conditions/condition.ts';
import { givenIn, prepareCondition } from './conditions/conditions.ts';

export type { ClassifiedProfile } from './conditions/condition.ts';

/** What keeps a customer out of an audience; undefined for one who is in it. */
type Decision = (customer: ClassifiedProfile) => string | undefined;

/**
 * What keeps a customer out of an audience: the first condition that is not met by its key in the file, `any` where none
 * of several is, and `not` where one holds that must not. Undefined when the customer is in the audience.
 *
 * What an audience needs is prepared when it is first asked about with these settings on this day, so pass the same
 * objects for all customers.
 *
 * @throws RekindleError for a condition on a forecast when the customer comes without `rank`
 */
export function whyNotInAudience(
  audience: Audience,
  customer: ClassifiedProfile,
  settings: Settings,
  asOf: PlainDate,
): string | undefined {
  const known = prepared.get(audience);
  if (known?.settings === settings && known.asOf === asOf) return known.decide(customer);
  const decide = prepare(audience, { settings, asOf });
  prepared.set(audience, { settings, asOf, decide });
  return decide(customer);
}

/** The latest preparation of each audience: a night asks about few audiences and millions of customers. */
const prepared = new WeakMap<Audience, Circumstances & { readonly decide: Decision }>();

function prepare(audience: Audience, circumstances: Circumstances): Decision {
  const { all = [], any, not, audience: named } = audience;
  const decisions = [
    ...givenIn(audience).map((name): Decision => {
      const holds = prepareCondition(name, audience, circumstances);
      return (customer) => (holds(customer) ? undefined : name);
    }),
    ...(named === undefined ? [] : [prepare(named.is, circumstances)]),
    ...all.map((part) => prepare(part, circumstances)),
    ...(any === undefined ? [] : [anyOf(any.map((part) => prepare(part, circumstances)))]),
    ...(not === undefined ? [] : [noneOf(prepare(not, circumstances))]),
  ];
  const [only] = decisions;
  return decisions.length === 1 && only !== undefined ? only : allOf(decisions);
}

const allOf =
  (decisions: readonly Decision[]): Decision =>
  (customer) => {
    for (const decide of decisions) {
      const reason = decide(customer);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };

const anyOf =
  (decisions: readonly Decision[]): Decision =>
  (customer) =>
    decisions.some((decide) => decide(customer) === undefined) ? undefined : 'any';

const noneOf =
  (decide: Decision): Decision =>
  (customer) =>
    decide(customer) === undefined ? 'not' : undefined;
