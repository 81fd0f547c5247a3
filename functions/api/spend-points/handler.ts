import { dayIn, type PlainDate } from '../../../shared/calendar.ts';
import { offerIn } from '../../../shared/coupons/written-offer.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { type CustomerId, customerIdSchema } from '../../../shared/ids.ts';
import { issueCoupon } from '../../../shared/operations/issue-coupon.ts';
import { knownAs } from '../../../shared/operations/resolve-customers.ts';
import { spendPoints } from '../../../shared/operations/spend-points.ts';
import { balanceOf, noPoints } from '../../../shared/points/ledger.ts';
import type { PointsSpent, Reward } from '../../../shared/points/points.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { answer, createHttpHandler, type HttpResponse, parseRequest } from '../../toolkit/http.ts';
import { store } from '../../toolkit/store.ts';
import { spendPoints as contract } from './contract.ts';

/**
 * POST /customers/{customerId}/points uses points for a coupon, as its contract says. The points are taken first: after a
 * crash the same request finds that they were, and issues the coupon that they were taken for.
 */
export const handler = createHttpHandler(async ({ path, body, at }) => {
  const { id, reward: name } = parseRequest(contract.body, body);
  const sent = parseRequest(customerIdSchema, path.customerId);
  const [settings, customerId] = await Promise.all([store.settings.load(), knownAs(store, sent)]);
  const profile = await store.customers.find(customerId);
  if (profile === undefined) throw new NotFoundError('nothing is known of this customer', { where: sent });
  const { points, reward } = rewardNamed(name, settings);
  const spent = await spendPoints(store, { customerId, id, points, reward, at }, settings.timeZone);
  const balance = await balanceNow(customerId, dayIn(settings.timeZone, at));
  return spent === undefined
    ? answer<typeof contract>(409, { result: 'too-few-points', points, balance })
    : grant(customerId, spent, settings, balance);
});

/** A reward on today's terms. @throws NotFoundError */
function rewardNamed(
  name: string,
  { points: { rewards }, currency }: Settings,
): { readonly points: number; readonly reward: Reward } {
  const written = rewards.find((one) => one.name === name);
  if (written === undefined) throw new NotFoundError('there is no such reward', { where: name });
  const { points, validForDays } = written;
  return { points, reward: { ...offerIn(written, currency), name, validForDays } };
}

async function balanceNow(customerId: CustomerId, today: PlainDate): Promise<number> {
  const profile = await store.customers.find(customerId);
  return balanceOf(profile?.points ?? noPoints, today);
}

async function grant(
  customerId: CustomerId,
  { id, at, points, reward: { name: _, ...terms } }: PointsSpent,
  { timeZone }: Settings,
  balance: number,
): Promise<HttpResponse> {
  const { coupons } = await store.settings.secrets();
  const issued = { ...terms, customerId, issuedAt: at, issuedFor: `points#${id}` };
  const { code, benefit, expiresOn } = await issueCoupon(store, issued, coupons, timeZone);
  return answer<typeof contract>(200, { result: 'ok', code, benefit, expiresOn, points, balance });
}
