import { admins, everybody, marketers, type Role } from './roles.ts';

/**
 * Who may use which route of the console's API: the one table of rights. The server checks every request by it, and the
 * console shows nobody what they may not use.
 */
export const rights = {
  'GET /api/session': everybody,
  'GET /api/openapi': everybody,
  'GET /api/findings': marketers,
  'GET /api/shop': marketers,
  'GET /api/reports/{campaign}/{version}': marketers,
  'POST /api/reports/{campaign}/{version}/people': admins,
  'POST /api/reports/{campaign}/{version}/people/part': admins,
  'GET /api/nights': marketers,
  'POST /api/nights': admins,
  'GET /api/nights/{night}': marketers,
  'GET /api/nights/{night}/population': marketers,
  'GET /api/audiences': marketers,
  'GET /api/audiences/schema': marketers,
  'POST /api/audiences/count': marketers,
  'POST /api/audiences/overlaps': marketers,
  'GET /api/audiences/parts': marketers,
  'POST /api/audiences/parts/count': marketers,
  'POST /api/audiences/exports': admins,
  'POST /api/audiences/exports/part': admins,
  'POST /api/audiences/named/{name}': marketers,
  'POST /api/audiences/named/{name}/delete': marketers,
  'GET /api/campaigns': marketers,
  'GET /api/calendar': marketers,
  'GET /api/campaigns/{campaign}': marketers,
  'POST /api/campaigns/{campaign}/state': marketers,
  'POST /api/campaigns/{campaign}/promote': marketers,
  'GET /api/drafts': marketers,
  'POST /api/drafts': marketers,
  'GET /api/drafts/{campaign}': marketers,
  'POST /api/drafts/{campaign}': marketers,
  'POST /api/drafts/{campaign}/discard': marketers,
  'GET /api/drafts/{campaign}/count': marketers,
  'POST /api/drafts/{campaign}/count': marketers,
  'POST /api/drafts/{campaign}/preview': marketers,
  'POST /api/drafts/{campaign}/test': marketers,
  'POST /api/drafts/{campaign}/publish': marketers,
  'GET /api/customers': everybody,
  'GET /api/customers/{customerId}': everybody,
  'GET /api/customers/{customerId}/campaigns': marketers,
  'POST /api/customers/{customerId}/close': everybody,
  'GET /api/customers/{customerId}/export': admins,
  'POST /api/customers/{customerId}/erase': admins,
  'GET /api/calls': everybody,
  'GET /api/calls-today': everybody,
  'GET /api/calls/{taskId}': everybody,
  'POST /api/calls/{taskId}/claim': everybody,
  'POST /api/calls/{taskId}/release': everybody,
  'POST /api/calls/{taskId}/outcome': everybody,
  'GET /api/deliverability': marketers,
  'GET /api/deliverability/setup': marketers,
  'POST /api/suppressions/find': marketers,
  'POST /api/suppressions': marketers,
  'POST /api/suppressions/release': marketers,
  'POST /api/suppressions/import': marketers,
  'GET /api/suppressions/export': admins,
  'GET /api/settings': everybody,
  'POST /api/settings/check': admins,
  'POST /api/settings/effect': admins,
  'POST /api/settings': admins,
  'GET /api/people': admins,
  'POST /api/people': admins,
  'POST /api/people/{person}/invitation': admins,
  'POST /api/people/{person}/roles': admins,
  'POST /api/people/{person}/access': admins,
  'GET /api/changes': admins,
} as const satisfies Readonly<Record<`${'GET' | 'POST' | 'PUT'} /api/${string}`, readonly Role[]>>;

/** A route as API Gateway writes it: `GET /api/session`. */
export type ConsoleRouteKey = keyof typeof rights;

/** True when somebody with these roles may use a route. */
export const mayUse = (key: ConsoleRouteKey, has: readonly Role[]): boolean => {
  const allowed: readonly Role[] = rights[key];
  return has.some((role) => allowed.includes(role));
};
