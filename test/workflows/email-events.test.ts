import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SesEvent } from '../../infra/local/ses/event.ts';
import type { SendOutcome } from '../../infra/local/ses/ses.ts';
import { unsubscribeToken } from '../../shared/email/unsubscribe.ts';
import {
  firstNight,
  idOf,
  nightsLater,
  openShop,
  orderOf,
  regular,
  repeated,
  type Shop,
  silentFrom,
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
/** What SES does with a message to a customer; it takes those to all others. */
let fates: Record<string, SendOutcome>;
beforeEach(async () => {
  fates = {};
  const beforeSend = ({ to }: { readonly to: readonly string[] }) =>
    fates[to[0]?.split('@')[0] ?? ''] ?? ('accept' as const);
  shop = await openShop({ ses: { outcome: () => [], beforeSend } });
  await shop.publish('win-back', twoNotes);
});
afterEach(() => shop.stack.close());

const silent = (...names: readonly string[]) =>
  shop.receive(...names.flatMap((name) => regular(name, silentFrom(firstNight))));
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

describe('What SES tells of a message', () => {
  test('settles its delivery alike in every order, and however often it is told', async () => {
    const orders = permutationsOf<SesEvent>([
      { type: 'Send' },
      { type: 'Delivery' },
      { type: 'Open' },
      click,
    ]);
    const names = orders.map((_, index) => `reader-${index}`);
    await silent(...names);
    await shop.night(firstNight);
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
    const told = new Set(
      [...before.values()].map(({ steps }) =>
        JSON.stringify(
          Object.entries(steps[0] && 'events' in steps[0] ? (steps[0].events ?? {}) : {}).sort(),
        ),
      ),
    );
    expect(told.size).toBe(1);
    expect(await first('reader-0')).toMatchObject({
      state: 'sent',
      events: { sent: '2026-09-01T04:00:00.000Z', clicked: '2026-09-01T04:00:00.000Z' },
    });
  });

  test('keeps the time at which something first happened', async () => {
    await silent('ann');
    await shop.night(firstNight);
    await raise('ann', { type: 'Open' }, { type: 'Open' }, { type: 'Send' });
    expect(await first('ann')).toMatchObject({
      events: { opened: '2026-09-01T04:00:00.000Z', sent: '2026-09-01T04:02:00.000Z' },
    });
  });

  test('closes the channel after a hard bounce or a complaint, and not after a soft bounce', async () => {
    await silent('gone', 'full', 'angry', 'fine');
    await shop.night(firstNight);
    await raise('gone', bounce, bounce);
    await raise('full', { type: 'Bounce', bounceType: 'Transient' });
    await raise('angry', { type: 'Delivery' }, { type: 'Complaint' }, { type: 'Complaint' });
    await raise('fine', { type: 'Delivery' });
    await shop.night(nightsLater(1));
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

  test('lets a complaint outweigh a bounce, whichever came first', async () => {
    await silent('one', 'other');
    await shop.night(firstNight);
    await raise('one', bounce, { type: 'Complaint' });
    await raise('other', { type: 'Complaint' }, bounce);
    for (const name of ['one', 'other'])
      expect((await shop.profile(name)).suppressions.email).toMatchObject({ reason: 'complained' });
  });

  test('of a mail that is not ours is of no interest', async () => {
    await silent('ann');
    await shop.night(firstNight);
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

  test('can come before the sender has its answer, and for many messages at once', async () => {
    await shop.stack.close();
    shop = await openShop();
    await shop.publish('win-back', twoNotes);
    const names = Array.from({ length: 25 }, (_, index) => `ann-${index}`);
    await silent(...names);
    await shop.night(firstNight);
    for (const name of names)
      expect(await first(name)).toMatchObject({
        state: 'sent',
        messageId: shop.mailsTo(name)[0]?.id,
        events: { sent: expect.any(String), delivered: expect.any(String) },
      });
  });
});

describe('A message of which nobody knows whether SES took it', () => {
  test('is unknown, is not sent again, and is settled by the first event', async () => {
    fates = { lost: 'drop-connection', heard: 'drop-after-accepting', vague: 'server-error' };
    await silent('lost', 'heard', 'vague', 'fine');
    await shop.night(firstNight);
    for (const name of ['lost', 'heard', 'vague'])
      expect(await first(name)).toMatchObject({ state: 'unknown' });
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { tally: { customers: 4, sent: 1, unknown: 3 } },
    });
    await raise('heard', { type: 'Delivery' });
    expect(await first('heard')).toMatchObject({ state: 'sent', messageId: shop.mailsTo('heard')[0]?.id });
    fates = {};
    await shop.runCampaigns();
    await shop.night(nightsLater(1));
    expect(repeated(shop.mailKeys())).toEqual([]);
    // What never came does not keep the next step from coming.
    expect(shop.mailsTo('lost').map(({ tags }) => tags.step)).toEqual(['1']);
    expect(await first('lost')).toMatchObject({ state: 'unknown' });
  });

  test('is also one whose answer never comes', async () => {
    const impatient = shortenedTimeouts(200);
    try {
      fates = { ann: 'timeout-after-accepting' };
      await silent('ann');
      await shop.night(firstNight);
    } finally {
      impatient.restore();
    }
    expect(await first('ann')).toMatchObject({ state: 'unknown' });
    await raise('ann', { type: 'Open' });
    expect(await first('ann')).toMatchObject({ state: 'sent', events: { opened: expect.any(String) } });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });

  test('differs from one that SES refuses for the sake of the account: the step fails, and is sent once SES is willing', async () => {
    // The sender's address is not verified yet.
    fates = { ann: 'reject', bob: 'reject' };
    await silent('ann', 'bob', 'carl');
    await shop.night(firstNight);
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({ 0: { state: 'failed' } });
    expect(await first('ann')).toBeUndefined();
    fates = {};
    await shop.runCampaigns();
    expect((await shop.cohort('win-back'))?.steps).toMatchObject({
      0: { state: 'done', tally: { sent: 3 } },
    });
    expect(shop.mailKeys()).toHaveLength(3);
    expect(repeated(shop.mailKeys())).toEqual([]);
  });

  test('and from one that came too fast, which is sent in a moment', async () => {
    let refusals = 2;
    Object.defineProperty(fates, 'ann', {
      get: () => {
        refusals -= 1;
        return refusals >= 0 ? 'throttle' : 'accept';
      },
    });
    await silent('ann');
    await shop.night(firstNight);
    expect(await first('ann')).toMatchObject({ state: 'sent' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });
});

describe('Who unsubscribes', () => {
  const link = (customerId: string) => `/unsubscribe/${unsubscribeToken(idOf(customerId), 'salt')}`;

  test('by the link in the mail is asked once, and gets no mail after that', async () => {
    await silent('ann', 'bob');
    await shop.night(firstNight);
    const header = shop.mailsTo('ann')[0]?.headers.find(({ name }) => name === 'List-Unsubscribe');
    const url = header?.value.replace(/[<>]/g, '') ?? '';
    expect(url).toBe(`${shop.stack.endpoints.api}${link('ann')}`);
    // A mail scanner follows the link.
    const asked = await shop.request('GET', link('ann'));
    expect(asked).toMatchObject({ status: 200, body: expect.stringContaining('<form method="post">') });
    expect((await shop.profile('ann')).suppressions).toEqual({});
    for (const _ of ['once', 'twice'])
      expect(await shop.request('POST', link('ann'))).toMatchObject({
        status: 200,
        body: expect.stringContaining('Done'),
      });
    await shop.receive(orderOf('ann', nightsLater(-200), { customer: { consents: { email: true } } }));
    await shop.night(nightsLater(1));
    expect(await second('ann')).toMatchObject({ state: 'skipped', reason: 'unsubscribed' });
    expect(await second('bob')).toMatchObject({ state: 'sent' });
    expect(shop.mailsTo('ann')).toHaveLength(1);
  });

  test('is only who the link names', async () => {
    await silent('ann');
    const forged = link('ann').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await shop.request('POST', `${forged.slice(0, -3)}AAA`)).toMatchObject({ status: 404 });
    expect((await shop.profile('ann')).suppressions).toEqual({});
  });
});

/** Lets attempts to send give up earlier than after the 20 seconds that they wait. */
function shortenedTimeouts(requestTimeout: number): { restore(): void } {
  const original: unknown = Reflect.get(SESv2Client.prototype, 'send');
  const send = function (this: unknown, command: unknown): unknown {
    return Reflect.apply(original as () => unknown, this, [command, { requestTimeout }]);
  };
  Object.defineProperty(SESv2Client.prototype, 'send', { value: send, configurable: true, writable: true });
  return { restore: () => void Reflect.deleteProperty(SESv2Client.prototype, 'send') };
}
