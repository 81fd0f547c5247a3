import type { Row } from './rows.ts';

/** Why a row did not become part of an order or refund. */
export const rejectionCodes = [
  'broken-row',
  'no-customer',
  'bad-id',
  'shortened-id',
  'bad-time',
  'bad-number',
  'no-product',
  'nothing-sold',
  'no-price',
  'not-an-order',
  'unknown-status',
  'other-currency',
  'other-customer',
  'too-many-lines',
  'order-refused',
  'order-invalid',
  'not-sorted',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** A reason, worded for the person who can correct the file. */
export interface Refusal {
  readonly code: RejectionCode;
  readonly reason: string;
}

/** A row that was rejected, and why. */
export interface Rejection extends Refusal {
  readonly line: number;
  /** The row as written in the file. */
  readonly raw: string;
}

/** The rejection of one row of a file. */
export const rejectionOf = ({ line, raw }: Row, refusal: Refusal): Rejection => ({ line, raw, ...refusal });
