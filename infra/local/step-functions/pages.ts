import { ServiceError } from './errors.ts';

/** Which part of a list to return. */
export interface PageRequest {
  /** AWS's default, and its most, is 1000 for history and 1000 for lists. */
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface Page<T> {
  readonly items: T[];
  readonly nextToken: string | undefined;
}

/** Cuts a page out of a list. The token is the position, so it stays valid for lists that grow at the end. */
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
