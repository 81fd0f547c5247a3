import type { FunctionName } from './functions.ts';

/** A route of the HTTP API, and the function that serves it. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** In API Gateway's notation: `/coupons/{code}`. */
  readonly path: string;
  readonly function: FunctionName;
  /** True for a route that anybody may call. All others require a request signed with IAM credentials (SigV4). */
  readonly isPublic: boolean;
}

/** The table of all routes, served by API Gateway and by the embedded stack alike. */
export const routes = [
  { method: 'POST', path: '/orders', function: 'ingest-orders', isPublic: false },
  { method: 'POST', path: '/activity', function: 'ingest-activity', isPublic: false },

  { method: 'POST', path: '/coupons/{code}/check', function: 'redeem-coupon', isPublic: false },
  { method: 'POST', path: '/coupons/{code}', function: 'redeem-coupon', isPublic: false },

  { method: 'GET', path: '/customers/{customerId}', function: 'show-customer', isPublic: false },
  { method: 'POST', path: '/customers/{customerId}/points', function: 'spend-points', isPublic: false },

  { method: 'POST', path: '/referrals/{code}/check', function: 'check-referral', isPublic: false },

  { method: 'GET', path: '/callback-tasks', function: 'callback-tasks', isPublic: false },
  { method: 'GET', path: '/callback-tasks/{taskId}', function: 'callback-tasks', isPublic: false },
  { method: 'POST', path: '/callback-tasks/{taskId}/claim', function: 'callback-tasks', isPublic: false },
  { method: 'POST', path: '/callback-tasks/{taskId}/release', function: 'callback-tasks', isPublic: false },
  { method: 'POST', path: '/callback-tasks/{taskId}/outcome', function: 'callback-tasks', isPublic: false },

  // Links in emails: the token, not the caller, authorises the request.
  { method: 'GET', path: '/unsubscribe/{token}', function: 'unsubscribe', isPublic: true },
  { method: 'POST', path: '/unsubscribe/{token}', function: 'unsubscribe', isPublic: true },
] as const satisfies readonly Route[];
