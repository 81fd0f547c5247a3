import { afterEach, beforeEach, expect, test } from 'vitest';
import { instantFromMs } from '../../shared/calendar.ts';
import { readCampaign } from '../../shared/campaigns/read-campaign.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { gatherShopReport } from '../../shared/operations/gather-shop-report.ts';
import { publishCampaigns } from '../../shared/operations/publish-campaigns.ts';
import { firstNight, nightsLater, openShop, orderOf, regularOrders, type Shop } from './support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  const limits = { email: [], phone: [], all: [], quietHours: 'none', notWhile: ['complaint', 'callback'] };
  const capacity = { people: 1, callsPerPerson: 1 };
  shop = await openShop({ settings: { limits, callbacks: { capacity } } });
});
afterEach(() => shop.stack.close());

const fileOf = (id: string, steps: readonly string[], more = 'audience: { orders: { atLeast: 1 } }') => ({
  id,
  file: `
name: A campaign
holdout: 0%
${more}
steps:
${steps.map((step) => `  - ${step}`).join('\n')}
`,
});
const publish = ({ id, file }: ReturnType<typeof fileOf>) => shop.publish(id, file);
const note = (after: string, more = '') => `{ after: ${after}, ${more}email: { template: note } }`;
const nowIs = () => instantFromMs(shop.clock.now());

test('a step leaves alone who has met the goal, complains, or waits for a call; what was promised comes all the same', async () => {
  const others = ['ann', 'buyer', 'moaner'];
  const valuable = ['val', 'vic'];
  await shop.receive(
    ...others.flatMap((name) => regularOrders(name, nightsLater(-10))),
    ...valuable.flatMap((name) => regularOrders(name, nightsLater(-10), { total: 20_000 })),
  );
  const call = '{ after: 0d, callback: { script: check-in, within: 3d } }';
  await publish(fileOf('calls', [call], 'audience: { spent: { atLeast: 500 } }'));
  await publish(fileOf('mails', [note('0d'), note('1d'), note('1d', 'transactional: true, ')]));
  await shop.runNight(firstNight);
  const [task, ...tooMany] = await shop.store.callbacks.waiting();
  expect(tooMany).toEqual([]);
  const called = String(task?.customerId);
  const [uncalled = ''] = valuable.filter((name) => name !== called);
  expect(await shop.delivery('calls', uncalled, 0)).toMatchObject({ reason: 'staff-busy' });

  await shop.pass(1);
  await shop.receive(orderOf('buyer', firstNight, { at: nowIs() }));
  const complaint = { type: 'complaint-opened', id: 'c', at: nowIs(), customer: { id: 'moaner' } };
  await shop.request('POST', '/activity', complaint);
  await shop.runNight(nightsLater(1));
  const outcomeOf = async (name: string, step: number) => {
    const delivery = await shop.delivery('mails', name, step);
    return delivery?.state === 'skipped' ? delivery.reason : delivery?.state;
  };
  const expected = {
    ann: 'sent',
    buyer: 'goal-met',
    moaner: 'complaint-open',
    [called]: 'callback-open',
    [uncalled]: 'sent',
  };
  for (const [name, outcome] of Object.entries(expected))
    expect([name, await outcomeOf(name, 1), await outcomeOf(name, 2)]).toEqual([name, outcome, 'sent']);
});

test('a campaign whose budget is used up in the night pauses, says so, and reaches the others once it is raised', async () => {
  const withBudget = (messages: number) =>
    fileOf('mails', [note('0d')], `audience: {}\nbudget: { messages: ${messages} }`);
  const publishAgain = async (messages: number) => {
    const { id, file } = withBudget(messages);
    const { campaign, source } = readCampaign(file, `${id}.yaml`);
    const { templates } = await shop.store.campaigns.version(campaignIdSchema.parse(id), 1);
    const draft = { id: campaignIdSchema.parse(id), campaign, source, templates };
    await publishCampaigns(shop.store, [draft], nowIs(), { resumes: true });
  };
  const names = ['ann', 'bob', 'carl'];
  await shop.receive(...names.map((name) => orderOf(name, nightsLater(-10))));
  await publish(withBudget(2));
  await shop.runNight(firstNight);
  expect(shop.mailKeys()).toHaveLength(2);
  const night = await shop.store.nights.latestClosed();
  const stop = { part: 'messages', limit: 2 };
  expect(night?.progress.report.outOfBudget).toEqual([{ campaign: 'mails', ...stop }]);
  const { campaigns } = await gatherShopReport(shop.store, 10);
  expect(campaigns).toMatchObject([{ isPaused: true, outOfBudget: stop }]);

  await expect(publishAgain(2)).rejects.toThrow('budget');
  await publishAgain(3);
  await shop.pass(1);
  await shop.runCampaigns();
  expect(names.map((name) => shop.mailsTo(name).length)).toEqual([1, 1, 1]);
  expect(await shop.store.budgets.spent(campaignIdSchema.parse('mails'))).toMatchObject({ messages: 3 });
});
