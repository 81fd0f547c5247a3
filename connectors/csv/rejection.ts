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
  'returned-more',
  'two-amounts',
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

/** Something that cannot be read, and why. */
export interface Refused {
  readonly refusal: Refusal;
}

/** Something that cannot be read. */
export const refuse = (code: RejectionCode, reason: string): Refused => ({ refusal: { code, reason } });

/** A row that was rejected, and why. */
export interface Rejection extends Refusal {
  readonly line: number;
  /** The row as written in the file. */
  readonly raw: string;
}

/** The rejection of one row of a file. */
export const rejectionOf = ({ line, raw }: Pick<Row, 'line' | 'raw'>, refusal: Refusal): Rejection => ({
  line,
  raw,
  ...refusal,
});

/** The refusal of an id that none can be. */
export const badId = (whose: string, id: string): Refusal => ({
  code: 'bad-id',
  reason: `the ${whose} id "${id}" is empty, longer than 128 characters, or contains a # or a control character`,
});

/** The refusal of a number that stands for several. */
export const shortenedId = (id: string): Refusal => ({
  code: 'shortened-id',
  reason: `a spreadsheet has shortened the number "${id}", and other numbers may have become the same one; export the file again and import it without opening it in between, or format the column as text before saving`,
});
