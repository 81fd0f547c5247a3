import { dayIn, type PlainDate } from '../../../shared/calendar.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { handOutCode } from '../../../shared/operations/hand-out-code.ts';
import { knownAs } from '../../../shared/operations/resolve-customers.ts';
import { balanceOf, expiringNext, noPoints, type PointsLeft } from '../../../shared/points/ledger.ts';
import { tierOf } from '../../../shared/profile/classes.ts';
import { answer, createHttpHandler, parseRequest } from '../../toolkit/http.ts';
import { store } from '../../toolkit/store.ts';
import type { showCustomer } from './contract.ts';

/** GET /customers/{customerId} says how a customer stands, as its contract says. */
export const handler = createHttpHandler(async ({ path, at }) => {
  const sent = parseRequest(customerIdSchema, path.customerId);
  const [settings, customerId] = await Promise.all([store.settings.load(), knownAs(store, sent)]);
  const profile = await store.customers.find(customerId);
  if (profile === undefined) throw new NotFoundError('nothing is known of this customer', { where: sent });
  const tier = tierOf(profile.classes);
  const referralCode = await handOutCode(store, customerId, settings);
  return answer<typeof showCustomer>(200, {
    customerId,
    tier,
    benefits: settings.benefits[tier],
    ...(referralCode !== undefined && { referralCode }),
    points: {
      ...standingOf(profile.points ?? noPoints, dayIn(settings.timeZone, at)),
      rewards: settings.points.rewards.map(({ name, points }) => ({ name, points })),
    },
  });
});

function standingOf(points: PointsLeft, today: PlainDate) {
  const next = expiringNext(points, today);
  return {
    balance: balanceOf(points, today),
    ...(next && { expiringNext: { points: next.points, lastDay: next.lastDay } }),
  };
}
