import {
  claimTask,
  listTasks,
  releaseTask,
  reportOutcome,
  showTask,
} from '../../functions/api/callback-tasks/contract.ts';
import { checkReferral } from '../../functions/api/check-referral/contract.ts';
import { sendActivity } from '../../functions/api/ingest-activity/contract.ts';
import { sendOrders } from '../../functions/api/ingest-orders/contract.ts';
import { checkCoupon, redeemCoupon } from '../../functions/api/redeem-coupon/contract.ts';
import { showCustomer } from '../../functions/api/show-customer/contract.ts';
import { spendPoints } from '../../functions/api/spend-points/contract.ts';
import { showUnsubscribe, unsubscribe } from '../../functions/api/unsubscribe/contract.ts';
import type { Contract } from '../../functions/toolkit/contract.ts';
import { type Route, routes } from '../routes.ts';

type KeyOf<R> = R extends Route & { caller: 'shop' | 'anybody' } ? `${R['method']} ${R['path']}` : never;
/** A route as API Gateway writes it: `POST /orders`. */
export type RouteKey = KeyOf<(typeof routes)[number]>;

const contracts: Readonly<Record<RouteKey, Contract>> = {
  'POST /orders': sendOrders,
  'POST /activity': sendActivity,
  'POST /coupons/{code}/check': checkCoupon,
  'POST /coupons/{code}': redeemCoupon,
  'GET /customers/{customerId}': showCustomer,
  'POST /customers/{customerId}/points': spendPoints,
  'POST /referrals/{code}/check': checkReferral,
  'GET /callback-tasks': listTasks,
  'GET /callback-tasks/{taskId}': showTask,
  'POST /callback-tasks/{taskId}/claim': claimTask,
  'POST /callback-tasks/{taskId}/release': releaseTask,
  'POST /callback-tasks/{taskId}/outcome': reportOutcome,
  'GET /unsubscribe/{token}': showUnsubscribe,
  'POST /unsubscribe/{token}': unsubscribe,
};

const contractOf: Readonly<Record<string, Contract>> = contracts;

/** Every route with its contract, in the order of the table of routes. */
export const routesWithContracts = routes.flatMap((route: Route) => {
  const contract = contractOf[`${route.method} ${route.path}`];
  return contract === undefined ? [] : [{ ...route, contract }];
});
