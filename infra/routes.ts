import type { FunctionName } from './functions.ts';

/** A route of the HTTP API, and the function that answers it. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** As API Gateway writes it: `/coupons/{code}`. */
  readonly path: string;
  readonly function: FunctionName;
  /** Open to anybody; all other routes take only requests that are signed by somebody with permission. */
  readonly isPublic: boolean;
}

/** The HTTP API, as API Gateway and the embedded stack both serve it. */
export const routes = [
  { method: 'POST', path: '/orders', function: 'ingest-orders', isPublic: false },
  { method: 'POST', path: '/activity', function: 'ingest-activity', isPublic: false },
  { method: 'GET', path: '/coupons/{code}', function: 'redeem-coupon', isPublic: false },
  { method: 'POST', path: '/coupons/{code}', function: 'redeem-coupon', isPublic: false },
  { method: 'GET', path: '/callback-tasks', function: 'callback-tasks', isPublic: false },
  { method: 'POST', path: '/callback-tasks/{taskId}/claim', function: 'callback-tasks', isPublic: false },
  { method: 'POST', path: '/callback-tasks/{taskId}/outcome', function: 'callback-tasks', isPublic: false },
  // A link in an email: its token is what it is allowed by.
  { method: 'GET', path: '/unsubscribe/{token}', function: 'unsubscribe', isPublic: true },
  { method: 'POST', path: '/unsubscribe/{token}', function: 'unsubscribe', isPublic: true },
] as const satisfies readonly Route[];
