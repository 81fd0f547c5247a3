import type { Instant } from '../../shared/calendar.ts';
import type { EmailSuppression } from '../../shared/profile/profile.ts';
import type { Channel } from '../../shared/recipients/address.ts';

/** Why a mailbox or phone is closed. */
export const optOutReasons = ['unsubscribed', 'bounced', 'complained', 'do-not-call'] as const satisfies (
  | EmailSuppression
  | 'do-not-call'
)[];
export type OptOutReason = (typeof optOutReasons)[number];

/** A mailbox or phone that may not be written to or called any more. */
export interface OptOut {
  readonly channel: Channel;
  /** An email address as its mailbox has it, or a phone number as it was written. */
  readonly address: string;
  readonly reason: OptOutReason;
  /** Since when; absent when the list does not say. */
  readonly at?: Instant;
  /** What closed it, as our own export says: one line of text. Other lists have none. */
  readonly source?: string;
}

/**
 * Why a row closes nothing: it says that the person did not opt out, it is about another channel such as an app, or
 * it says nothing. In order of how clear they are.
 */
export const passedOverReasons = ['not-opted-out', 'other-channel', 'says-nothing'] as const;
export type PassedOverReason = (typeof passedOverReasons)[number];

/** Why a row that may be an opt-out could not be taken. */
export const optOutRejections = [
  'broken-row',
  'no-address',
  'bad-address',
  'unknown-status',
  'incomplete-list',
] as const;
export type OptOutRejectionCode = (typeof optOutRejections)[number];

/** What one row of a list comes to; a row with a mailbox and a phone can come to two opt-outs. Lines count from 1. */
export type OptOutRow = { readonly line: number } & (
  | {
      readonly kind: 'opt-out';
      readonly optOut: OptOut;
      /** A time that could not be read. The opt-out counts without it. */
      readonly unreadTime?: string;
    }
  | { readonly kind: 'passed-over'; readonly why: PassedOverReason }
  | {
      readonly kind: 'rejected';
      readonly code: OptOutRejectionCode;
      readonly reason: string;
      /** The row as written in the file. */
      readonly raw: string;
    }
);
