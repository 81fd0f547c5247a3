import { ServiceError } from './errors.ts';

/** Which page of a list to return. */
export interface PageRequest {
  /** As in AWS: 100 by default, 1000 at most, and 0 means the default. */
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of a list. The token encodes the position, so it stays valid for lists that grow at the end.
 *
 * @throws ServiceError InvalidToken
 */
export function pageOf<T>(all: readonly T[], { maxResults, nextToken }: PageRequest): Page<T> {
  const size = Math.min(maxResults || 100, 1000);
  const position = nextToken === undefined ? '0' : Buffer.from(nextToken, 'base64url').toString();
  if (!/^\d+$/.test(position)) throw new ServiceError('InvalidToken', 'Invalid nextToken');
  const from = Number(position);
  const until = from + size;
  return {
    items: all.slice(from, until),
    nextToken: until < all.length ? Buffer.from(String(until)).toString('base64url') : undefined,
  };
}
