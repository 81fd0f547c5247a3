import type { Classes } from '../profile/classes.ts';

/** The five customer types (客户类型), in the order in which their treatments take precedence. */
export const customerTypes = ['dissatisfied', 'loyal', 'discount-driven', 'new', 'prospect'] as const;
export type CustomerType = (typeof customerTypes)[number];

/**
 * All types of a customer. Most have one, some have none (such as a quiet customer who came twice). The first decides
 * the treatment: nobody who is waiting for an answer to a complaint wants to hear about a loyalty programme.
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

/** The three kinds of borderline customers (临界客户), who may be won over by the right message. */
export const borderlines = ['slowed-regular', 'sleeper', 'interested-prospect'] as const;
export type Borderline = (typeof borderlines)[number];

/** A customer's kind of borderline; undefined for everybody else. */
export function borderlineOf({
  lifecycle,
  traits,
}: Pick<Classes, 'lifecycle' | 'traits'>): Borderline | undefined {
  if (lifecycle.is === 'cooling') return 'slowed-regular';
  if (lifecycle.is === 'silent') return 'sleeper';
  return traits.includes('interested') ? 'interested-prospect' : undefined;
}
