import type { FunctionName } from './functions.ts';

/** A route of the HTTP API, and the function that serves it. */
export interface Route {
  readonly method: 'ANY' | 'GET' | 'POST';
  /** In API Gateway's notation: `/coupons/{code}`. */
  readonly path: string;
  readonly function: FunctionName;
  /**
   * Who may call it: the shop's systems, with requests signed by IAM credentials (SigV4); people who are signed in to the
   * console, with a token of its user pool; a frame of the console, which sends no token, by an address that the console
   * has sealed for a few minutes; or anybody.
   */
  readonly caller: 'shop' | 'console' | 'frame' | 'anybody';
}

/** The table of all routes, served by API Gateway and by the embedded stack alike. */
export const routes = [
  { method: 'POST', path: '/orders', function: 'ingest-orders', caller: 'shop' },
  { method: 'POST', path: '/activity', function: 'ingest-activity', caller: 'shop' },

  { method: 'POST', path: '/coupons/{code}/check', function: 'redeem-coupon', caller: 'shop' },
  { method: 'POST', path: '/coupons/{code}', function: 'redeem-coupon', caller: 'shop' },

  { method: 'GET', path: '/customers/{customerId}', function: 'show-customer', caller: 'shop' },
  { method: 'POST', path: '/customers/{customerId}/points', function: 'spend-points', caller: 'shop' },

  { method: 'POST', path: '/referrals/{code}/check', function: 'check-referral', caller: 'shop' },

  { method: 'GET', path: '/callback-tasks', function: 'callback-tasks', caller: 'shop' },
  { method: 'GET', path: '/callback-tasks/{taskId}', function: 'callback-tasks', caller: 'shop' },
  { method: 'POST', path: '/callback-tasks/{taskId}/claim', function: 'callback-tasks', caller: 'shop' },
  { method: 'POST', path: '/callback-tasks/{taskId}/release', function: 'callback-tasks', caller: 'shop' },
  { method: 'POST', path: '/callback-tasks/{taskId}/outcome', function: 'callback-tasks', caller: 'shop' },

  // The console; shared/console-api/routes.ts says which roles may use which of its routes.
  { method: 'ANY', path: '/api/{route+}', function: 'answer-console', caller: 'console' },
  { method: 'GET', path: '/api/previews/{token}', function: 'show-preview', caller: 'frame' },

  // Links in emails: the token, not the caller, authorises the request.
  { method: 'GET', path: '/unsubscribe/{token}', function: 'unsubscribe', caller: 'anybody' },
  { method: 'POST', path: '/unsubscribe/{token}', function: 'unsubscribe', caller: 'anybody' },
] as const satisfies readonly Route[];
