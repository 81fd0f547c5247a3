import type { Classes } from '../profile/classes.ts';

/** The five customer types, the one whose treatment comes first ahead of the others. */
export const customerTypes = ['dissatisfied', 'loyal', 'discount-driven', 'new', 'prospect'] as const;
export type CustomerType = (typeof customerTypes)[number];

/**
 * All types that a customer is of; most are of one, some of none (a quiet customer who came twice, say). The first one
 * says how to treat them: nobody who is waiting for an answer to a complaint wants to hear about a loyalty programme.
 */
export function customerTypesOf({
  lifecycle,
  traits,
}: Pick<Classes, 'lifecycle' | 'traits'>): CustomerType[] {
  const holds: Record<CustomerType, boolean> = {
    dissatisfied: traits.includes('dissatisfied'),
    loyal: traits.includes('loyal'),
    'discount-driven': traits.includes('discount-driven'),
    new: lifecycle.is === 'first-time',
    prospect: lifecycle.is === 'prospect',
  };
  return customerTypes.filter((type) => holds[type]);
}

/** Customers on the border (临界客户), whom a fitting word may win: the three kinds. */
export const borderlines = ['slowed-regular', 'sleeper', 'interested-prospect'] as const;
export type Borderline = (typeof borderlines)[number];

/** The kind of borderline customer that somebody is; undefined for everybody else. */
export function borderlineOf({
  lifecycle,
  traits,
}: Pick<Classes, 'lifecycle' | 'traits'>): Borderline | undefined {
  if (lifecycle.is === 'cooling') return 'slowed-regular';
  if (lifecycle.is === 'silent') return 'sleeper';
  return traits.includes('interested') ? 'interested-prospect' : undefined;
}
