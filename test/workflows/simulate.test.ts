import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { readCampaign } from '../../shared/campaigns/read-campaign.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { simulateCampaign } from '../../shared/operations/simulation/simulate-campaign.ts';
import { recipientIdFor } from '../../shared/recipients/address.ts';
import { entryDayOf } from '../../shared/slot.ts';
import {
  addressOf,
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop({
    settings: { limits: { email: { messages: 1, withinDays: 7 }, phone: [], all: [] } },
  });
});
afterEach(() => shop.stack.close());

const silent = `
name: Silent
audience: { lifecycle: [silent] }
holdout: 30%
goal: { event: order, within: 3d }
steps:
  - { after: 0d, email: { template: note } }
  - { after: 2d, unless: ordered, email: { template: note } }
  - { after: 8d, coupon: { percentOff: 10, validFor: 14d, template: gift } }
`;
const onOrder = `
name: After an order
audience: { orders: { atLeast: 2 } }
trigger: { event: order }
reenter: { after: 3d }
exclude: [silent]
holdout: 20%
stopAt: end
steps:
  - { after: 0d, email: { template: note } }
  - { after: 26h, onlyIf: { event: { product: thing } }, email: { template: note } }
`;

const days = 7;
const draftOf = (id: string, file: string) => {
  const { campaign, source } = readCampaign(file, `${id}.yaml`);
  return { id: campaignIdSchema.parse(id), campaign, source, templates: {} };
};

/** Who entered a campaign, and what each of its steps did, as the tables say. */
async function happened(campaign: string) {
  const byDay: Record<string, number> = {};
  const steps: Record<string, number> = {};
  const byLifecycle: Record<string, number> = {};
  const without = { of: 0, ordered: 0 };
  const today = nightsLater(days - 1);
  let heldOut = 0;
  for (const cohort of [
    ...(await shop.store.cohorts.unfinished()),
    ...(await shop.store.cohorts.finished()),
  ]) {
    if (cohort.campaign !== campaign) continue;
    const { enrolments } = await shop.store.journeys.page(cohort, 0, undefined, 100);
    const day = entryDayOf(cohort.slot);
    byDay[day] = (byDay[day] ?? 0) + enrolments.length;
    for (const enrolment of enrolments) {
      if (enrolment.isHeldOut) heldOut += 1;
      const { lifecycle } = enrolment.onEntry;
      byLifecycle[lifecycle] = (byLifecycle[lifecycle] ?? 0) + 1;
      if (enrolment.isFirst && enrolment.goalEndsOn <= today) {
        without.of += 1;
        // What the campaign sent led to nothing: these customers order on the days that the test has fixed.
        if (enrolment.outcome.orders > 0) without.ordered += 1;
      }
      for (const [index, one] of Object.entries(enrolment.steps)) {
        const key = `${index} ${one.state === 'skipped' ? one.reason : one.state}`;
        steps[key] = (steps[key] ?? 0) + 1;
      }
    }
  }
  return { byDay, byLifecycle, heldOut, steps, without };
}

test('what a simulation says of entries and steps is what happens when the campaigns are published and the same days pass', async () => {
  for (let day = 0; day < 6; day += 1)
    await shop.receive(
      ...regularOrders(`silent-${day}`, lastDayBeforeSilence(nightsLater(day))),
      ...regularOrders(`early-${day}`, lastDayBeforeSilence(nightsLater(-day))),
    );
  await shop.passUntil(Date.parse(`${firstNight}T00:00:00Z`));
  await shop.publish('silent', silent);
  await shop.publish('order', onOrder);
  // Somebody else who reads this mailbox has unsubscribed; the customer's own profile does not know.
  const key = await shop.store.settings.opaqueIdKey();
  const shared = recipientIdFor('email', addressOf('silent-2'), key);
  const { version } = await shop.store.recipients.find(shared);
  const at = instantFromMs(Date.parse(`${nightsLater(1)}T00:00:00Z`));
  await shop.store.recipients.close(shared, { reason: 'unsubscribed', at, source: 'a link' }, version);
  for (let day = 0; day < days; day += 1) {
    await shop.runNight(nightsLater(day));
    await shop.passWithCampaigns(Date.parse(`${nightsLater(day)}T11:59:00Z`));
    await shop.passUntil(Date.parse(`${nightsLater(day)}T12:00:00Z`));
    await shop.receive(
      orderOf(`silent-${day % 5}`, nightsLater(day)),
      orderOf(`early-${day % 4}`, nightsLater(day)),
    );
    await shop.passWithCampaigns(Date.parse(`${nightsLater(day)}T23:59:00Z`));
  }
  const until = instantFromMs(shop.clock.now());
  const said = async (id: string, file: string) => {
    const report = await simulateCampaign(shop.store, draftOf(id, file), { from: firstNight, until });
    const steps: Record<string, number> = {};
    for (const [index, { tally }] of report.steps.entries()) {
      if (tally.sent > 0) steps[`${index} sent`] = tally.sent;
      for (const [reason, number] of Object.entries(tally.skipped)) steps[`${index} ${reason}`] = number;
    }
    const { byDay, byLifecycle, heldOut } = report.entries;
    const { of, ordered } = report.without;
    return { byDay, byLifecycle, heldOut, steps, without: { of, ordered } };
  };
  const before = await shop.store.due.all();
  const mails = shop.mailKeys().length;
  expect(mails).toBeGreaterThan(5);
  const { without } = await happened('silent');
  expect(without.ordered).toBeGreaterThan(0);
  expect(without.of).toBeGreaterThan(without.ordered);
  expect(await said('silent', silent)).toEqual(await happened('silent'));
  expect(await said('order', onOrder)).toEqual(await happened('order'));
  expect(await shop.store.due.all()).toEqual(before);
  expect(shop.mailKeys()).toHaveLength(mails);
}, 300_000);
