import type { Row } from './rows.ts';

/** Why a row did not become part of an order or refund. */
export const rejectionCodes = [
  'broken-row',
  'no-customer',
  'bad-id',
  'bad-time',
  'bad-number',
  'no-product',
  'nothing-sold',
  'no-price',
  'not-an-order',
  'other-currency',
  'other-customer',
  'too-many-lines',
  'order-refused',
  'order-invalid',
  'not-sorted',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** A reason as a sentence for the person who can mend the file. */
export interface Refusal {
  readonly code: RejectionCode;
  readonly reason: string;
}

/** A row that was left out, and why. */
export interface Rejection extends Refusal {
  readonly line: number;
  /** The row as it stands in the file. */
  readonly raw: string;
}

export const rejected = ({ line, raw }: Row, refusal: Refusal): Rejection => ({ line, raw, ...refusal });
