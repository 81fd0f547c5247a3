import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SesEvent } from '../../infra/local/ses/event.ts';
import type { SendOutcome } from '../../infra/local/ses/ses.ts';
import {
  duplicatesIn,
  firstNight,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  orderOf,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const twoNotes = `
name: Win back
audience: { lifecycle: [silent] }
holdout: 0%
steps:
  - after: 0d
    email: { template: note }
  - after: 1d
    email: { template: note }
`;

let shop: Shop;
/** What SES does with a message to a customer; it accepts those to all others. */
let sendOutcomes: Record<string, SendOutcome>;
beforeEach(async () => {
  sendOutcomes = {};
  const beforeSend = ({ to }: { readonly to: readonly string[] }) =>
    sendOutcomes[to[0]?.split('@')[0] ?? ''] ?? ('accept' as const);
  shop = await openShop({ ses: { outcome: () => [], beforeSend } });
  await shop.publish('win-back', twoNotes);
});
afterEach(() => shop.stack.close());

const receiveSilent = (...names: readonly string[]) =>
  shop.receive(...names.flatMap((name) => regularOrders(name, lastDayBeforeSilence(firstNight))));
const raise = async (customerId: string, ...events: readonly SesEvent[]) => {
  for (const event of events) {
    shop.stack.ses.raise(shop.mailsTo(customerId)[0]?.id ?? '', event);
    await shop.stack.idle();
    await shop.pass(1 / 60);
  }
};
const first = (customerId: string) => shop.delivery('win-back', customerId, 0);
const second = (customerId: string) => shop.delivery('win-back', customerId, 1);

const bounce: SesEvent = { type: 'Bounce', bounceType: 'Permanent' };
const click: SesEvent = { type: 'Click', link: 'https://shop.example.com' };

function permutationsOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutationsOf(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}

describe('The events of SES about a message', () => {
  test('give the same delivery in every order, and however often they are repeated', async () => {
    const orders = permutationsOf<SesEvent>([
      { type: 'Send' },
      { type: 'Delivery' },
      { type: 'Open' },
      click,
    ]);
    const names = orders.map((_, index) => `reader-${index}`);
    await receiveSilent(...names);
    await shop.runNight(firstNight);
    // Nobody reads in the moment in which the mail arrives; who clicks then is a machine.
    await shop.pass(1);
    const raiseAll = (index: number) => {
      for (const event of orders[index] ?? [])
        shop.stack.ses.raise(shop.mailsTo(names[index] ?? '')[0]?.id ?? '', event);
    };
    names.forEach((_, index) => {
      raiseAll(index);
    });
    await shop.stack.idle();
    const before = await shop.enrolments('win-back');
    await shop.pass(1);
    names.forEach((_, index) => {
      raiseAll(index);
    });
    await shop.stack.idle();
    expect(await shop.enrolments('win-back')).toEqual(before);
    const recordedEvents = new Set(
      [...before.values()].map(({ steps }) =>
        JSON.stringify(
          Object.entries(steps[0] && 'events' in steps[0] ? (steps[0].events ?? {}) : {}).sort(),
        ),
      ),
    );
    expect(recordedEvents.size).toBe(1);
    expect(await first('reader-0')).toMatchObject({
      state: 'sent',
      events: { sent: '2026-09-01T05:00:00.000Z', clicked: '2026-09-01T05:00:00.000Z' },
    });
  });

  test('record when something happened first', async () => {
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    await raise('ann', { type: 'Open' }, { type: 'Open' }, { type: 'Send' });
    expect(await first('ann')).toMatchObject({
      events: { opened: '2026-09-01T04:00:00.000Z', sent: '2026-09-01T04:02:00.000Z' },
    });
  });

  test('suppress email after a hard bounce or a complaint, but not after a soft bounce', async () => {
    await receiveSilent('gone', 'full', 'angry', 'fine');
    await shop.runNight(firstNight);
    await raise('gone', bounce, bounce);
    await raise('full', { type: 'Bounce', bounceType: 'Transient' });
    await raise('angry', { type: 'Delivery' }, { type: 'Complaint' }, { type: 'Complaint' });
    await raise('fine', { type: 'Delivery' });
    await shop.runNight(nightsLater(1));
    expect(await second('gone')).toMatchObject({ state: 'skipped', reason: 'bounced' });
    expect(await second('angry')).toMatchObject({ state: 'skipped', reason: 'complained' });
    expect(await second('full')).toMatchObject({ state: 'sent' });
    expect(await second('fine')).toMatchObject({ state: 'sent' });
    expect((await shop.profile('gone')).suppressions.email).toEqual({
      reason: 'bounced',
      at: '2026-09-01T04:00:00.000Z',
    });
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      1: { tally: { customers: 4, sent: 2, skipped: { bounced: 1, complained: 1 } } },
    });
  });

  test('let a complaint outweigh a bounce, whichever came first', async () => {
    await receiveSilent('one', 'other');
    await shop.runNight(firstNight);
    await raise('one', bounce, { type: 'Complaint' });
    await raise('other', { type: 'Complaint' }, bounce);
    for (const name of ['one', 'other'])
      expect((await shop.profile(name)).suppressions.email).toMatchObject({ reason: 'complained' });
  });

  test('are ignored for a mail that is not ours', async () => {
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    const before = await shop.enrolments('win-back');
    const mail = { messageId: 'other', tags: { campaign: ['win-back'], customer: ['?'] } };
    const event = {
      time: '2026-09-01T05:00:00Z',
      detail: { eventType: 'Bounce', mail, bounce: { bounceType: 'Permanent' } },
    };
    await shop.stack.handlers.get('record-email-event')?.(event as never, {
      getRemainingTimeInMillis: () => 1,
    });
    expect(await shop.enrolments('win-back')).toEqual(before);
  });

  test('may arrive before the sender has its response, and for many messages at the same time', async () => {
    await shop.stack.close();
    shop = await openShop();
    await shop.publish('win-back', twoNotes);
    const names = Array.from({ length: 25 }, (_, index) => `ann-${index}`);
    await receiveSilent(...names);
    await shop.runNight(firstNight);
    for (const name of names)
      expect(await first(name)).toMatchObject({
        state: 'sent',
        messageId: shop.mailsTo(name)[0]?.id,
        events: { sent: expect.any(String), delivered: expect.any(String) },
      });
  });
});

describe('A message that SES may or may not have accepted', () => {
  test('is unknown, is not sent again, and is settled by the first event', async () => {
    sendOutcomes = { lost: 'drop-connection', heard: 'drop-after-accepting', vague: 'server-error' };
    await receiveSilent('lost', 'heard', 'vague', 'fine');
    await shop.runNight(firstNight);
    for (const name of ['lost', 'heard', 'vague'])
      expect(await first(name)).toMatchObject({ state: 'unknown' });
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { tally: { customers: 4, sent: 1, unknown: 3 } },
    });
    await raise('heard', { type: 'Delivery' });
    expect(await first('heard')).toMatchObject({ state: 'sent', messageId: shop.mailsTo('heard')[0]?.id });
    sendOutcomes = {};
    await shop.runCampaigns();
    await shop.runNight(nightsLater(1));
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
    // A message that never arrived does not stop the next step.
    expect(shop.mailsTo('lost').map(({ tags }) => tags.step)).toEqual(['1']);
    expect(await first('lost')).toMatchObject({ state: 'unknown' });
  });

  test('is unknown when the response never arrives, too', async () => {
    const timeouts = shortenTimeouts(200);
    try {
      sendOutcomes = { ann: 'timeout-after-accepting' };
      await receiveSilent('ann');
      await shop.runNight(firstNight);
    } finally {
      timeouts.restore();
    }
    expect(await first('ann')).toMatchObject({ state: 'unknown' });
    await raise('ann', { type: 'Open' });
    expect(await first('ann')).toMatchObject({ state: 'sent', events: { opened: expect.any(String) } });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });

  test('differs from one that SES rejects for the account, which fails the step and is sent once SES accepts it', async () => {
    // The sender's address is not verified yet.
    sendOutcomes = { ann: 'reject', bob: 'reject' };
    await receiveSilent('ann', 'bob', 'carl');
    await shop.runNight(firstNight);
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({ 0: { state: 'failed' } });
    expect(await first('ann')).toBeUndefined();
    sendOutcomes = {};
    await shop.pass(1);
    await shop.runCampaigns();
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { state: 'done', tally: { sent: 3 } },
    });
    expect(shop.mailKeys()).toHaveLength(3);
    expect(duplicatesIn(shop.mailKeys())).toEqual([]);
  });

  test('differs from one that was throttled, which is sent a moment later', async () => {
    let refusals = 2;
    Object.defineProperty(sendOutcomes, 'ann', {
      get: () => {
        refusals -= 1;
        return refusals >= 0 ? 'throttle' : 'accept';
      },
    });
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    expect(await first('ann')).toMatchObject({ state: 'sent' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

describe('A customer who unsubscribes', () => {
  /** The path of the link in the first mail to a customer. */
  const link = (customerId: string) => {
    const header = shop.mailsTo(customerId)[0]?.headers.find(({ name }) => name === 'List-Unsubscribe');
    const url = header?.value.replace(/[<>]/g, '') ?? '';
    expect(url.startsWith(`${shop.stack.endpoints.api}/unsubscribe/`)).toBe(true);
    return new URL(url).pathname;
  };

  test('with the link in a mail is asked once, and gets no more mail', async () => {
    await receiveSilent('ann', 'bob');
    await shop.runNight(firstNight);
    // A mail scanner follows the link.
    const page = await shop.request('GET', link('ann'));
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<form method="post">') });
    expect((await shop.profile('ann')).suppressions).toEqual({});
    for (const _ of ['once', 'twice'])
      expect(await shop.request('POST', link('ann'))).toMatchObject({
        status: 200,
        body: expect.stringContaining('Done'),
      });
    await shop.receive(orderOf('ann', nightsLater(-200), { customer: { consents: { email: true } } }));
    await shop.runNight(nightsLater(1));
    expect(await second('ann')).toMatchObject({ state: 'skipped', reason: 'unsubscribed' });
    expect(await second('bob')).toMatchObject({ state: 'sent' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });

  test('needs a link with a valid token', async () => {
    await receiveSilent('ann');
    await shop.runNight(firstNight);
    const forged = link('ann').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await shop.request('POST', `${forged.slice(0, -3)}AAA`)).toMatchObject({ status: 404 });
    expect((await shop.profile('ann')).suppressions).toEqual({});
  });
});

/** Shortens the timeout of attempts to send, which is 20 seconds. */
function shortenTimeouts(requestTimeout: number): { restore(): void } {
  const original: unknown = Reflect.get(SESv2Client.prototype, 'send');
  const send = function (this: unknown, command: unknown): unknown {
    return Reflect.apply(original as () => unknown, this, [command, { requestTimeout }]);
  };
  Object.defineProperty(SESv2Client.prototype, 'send', { value: send, configurable: true, writable: true });
  return { restore: () => void Reflect.deleteProperty(SESv2Client.prototype, 'send') };
}
