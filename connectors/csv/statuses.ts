import type { Mapping } from './mapping.ts';

/** What a status says about an order. */
export type StatusMeaning = keyof Mapping['statuses'];

// Shops write the same status as `Pending payment`, `pending-payment` and `wc-pending_payment`.
const plain = (status: string): string =>
  status
    .trim()
    .toLowerCase()
    .replace(/^wc-/, '')
    .replace(/[\s_-]+/g, ' ');

/** Whether a status is one of the listed ones. Case does not matter, nor how words are joined. */
export const isOneOf = (listed: readonly string[], status: string | undefined): boolean =>
  status !== undefined && listed.some((one) => plain(one) === plain(status));
