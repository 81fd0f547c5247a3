import type { Encoding } from '../csv/text.ts';
import type { OptOutRow } from './opt-out.ts';

/** What is known about a list before it is read. */
export interface OptOutListOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** The zone of times that name none. */
  readonly timeZone: string;
  /** When absent, UTF-8, or UTF-16 if the file starts with its byte order mark. */
  readonly encoding?: Encoding;
}

/**
 * Whose a list is: our own, Pinpoint's, Mailchimp's, Klaviyo's, SES's account suppression list, an SMS opt-out list, any
 * other table, or one address a line.
 */
export type OptOutFormat =
  | 'rekindle'
  | 'pinpoint'
  | 'mailchimp'
  | 'klaviyo'
  | 'ses'
  | 'sms'
  | 'table'
  | 'lines';

/** A list of opt-outs: whose it is, and what its rows come to. */
export interface OptOutList {
  readonly format: OptOutFormat;
  /** Can be read only once. */
  readonly rows: AsyncIterable<OptOutRow>;
}
