import { expect, test } from 'vitest';
import type { SesEvent } from '../../../../infra/local/ses/event.ts';
import { setUp } from './setup.ts';

test('a message is sent and delivered by itself, with events in the shape of EventBridge', async () => {
  const { ses, events, send } = await setUp();
  const id = await send();
  await ses.idle();
  const mail = {
    timestamp: '2027-01-10T08:00:00.123Z',
    source: 'Tea Shop <hello@shop.example>',
    sourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/shop.example',
    sendingAccountId: '000000000000',
    messageId: id,
    destination: ['Ada <ada@example.com>'],
    headersTruncated: false,
    headers: expect.arrayContaining([{ name: 'List-Unsubscribe', value: '<https://shop.example/u>' }]),
    commonHeaders: {
      from: ['Tea Shop <hello@shop.example>'],
      to: ['Ada <ada@example.com>'],
      messageId: id,
      subject: 'We miss you',
    },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': ['rekindle'],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': ['shop.example'],
      'ses:caller-identity': ['local'],
      campaign: ['win-back'],
    },
  };
  const envelope = {
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    source: 'aws.ses',
    account: '000000000000',
    time: '2027-01-10T08:00:00Z',
    region: 'us-east-1',
    resources: ['arn:aws:ses:us-east-1:000000000000:configuration-set/rekindle'],
  };
  expect(events).toEqual([
    { ...envelope, 'detail-type': 'Email Sent', detail: { eventType: 'Send', mail, send: {} } },
    {
      ...envelope,
      'detail-type': 'Email Delivered',
      detail: {
        eventType: 'Delivery',
        mail,
        delivery: {
          timestamp: '2027-01-10T08:00:00.123Z',
          processingTimeMillis: 0,
          recipients: ['ada@example.com'],
          smtpResponse: '250 2.6.0 Message received',
          reportingMTA: 'mta.local',
        },
      },
    },
  ]);
});

test.each<[SesEvent, string, object]>([
  [
    { type: 'Open' },
    'Email Opened',
    { open: { timestamp: '2027-01-10T08:00:05.123Z', ipAddress: '127.0.0.1' } },
  ],
  [
    { type: 'Click', link: 'https://shop.example/' },
    'Email Clicked',
    { click: { link: 'https://shop.example/' } },
  ],
  [
    { type: 'Bounce', bounceType: 'Permanent' },
    'Email Bounced',
    {
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'ada@example.com', action: 'failed', status: '5.1.1' }],
      },
    },
  ],
  [
    {
      type: 'Bounce',
      bounceType: 'Transient',
      bounceSubType: 'MailboxFull',
      bouncedRecipients: ['a@b.example'],
    },
    'Email Bounced',
    {
      bounce: {
        bounceType: 'Transient',
        bounceSubType: 'MailboxFull',
        bouncedRecipients: [{ emailAddress: 'a@b.example' }],
      },
    },
  ],
  [
    { type: 'Complaint' },
    'Email Complaint Received',
    {
      complaint: {
        complaintFeedbackType: 'abuse',
        complainedRecipients: [{ emailAddress: 'ada@example.com' }],
      },
    },
  ],
  [{ type: 'Reject' }, 'Email Rejected', { reject: { reason: 'Bad content' } }],
  [
    { type: 'DeliveryDelay' },
    'Email Delivery Delayed',
    {
      deliveryDelay: { delayType: 'TransientCommunicationFailure', delayedRecipients: [{ status: '4.4.1' }] },
    },
  ],
])('%j can be raised and arrives as "%s"', async (event, detailType, detail) => {
  const { ses, clock, events, send } = await setUp({ outcome: () => [] });
  const id = await send();
  await clock.advanceTo(clock.now() + 5_000);
  ses.raise(id, event);
  await ses.idle();
  expect(events).toMatchObject([
    { 'detail-type': detailType, time: '2027-01-10T08:00:05Z', detail: { eventType: event.type, ...detail } },
  ]);
  expect(ses.message(id)?.events).toEqual([{ atMs: clock.now(), event }]);
});

test('events of a message without a configuration set are recorded, but not published', async () => {
  const { ses, events, send } = await setUp();
  const id = await send({ ConfigurationSetName: undefined });
  ses.raise(id, { type: 'Open' });
  await ses.idle();
  expect(events).toEqual([]);
  expect(ses.message(id)?.events.map(({ event }) => event.type)).toEqual(['Send', 'Delivery', 'Open']);
});

test.each([
  ['success@simulator.amazonses.com', ['Send', 'Delivery']],
  ['bounce@simulator.amazonses.com', ['Send', 'Bounce Permanent General']],
  ['Bounce+label7@simulator.amazonses.com', ['Send', 'Bounce Permanent General']],
  ['complaint+x@simulator.amazonses.com', ['Send', 'Delivery', 'Complaint']],
  ['suppressionlist@simulator.amazonses.com', ['Send', 'Bounce Permanent Suppressed']],
  ['ooto@simulator.amazonses.com', ['Send', 'Delivery', 'Bounce Transient General']],
  ['bounce@example.com', ['Send', 'Delivery']],
])('a message to %s leads to %j', async (address, expected) => {
  const { ses, events, send } = await setUp();
  await send({ Destination: { ToAddresses: [address] } });
  await ses.idle();
  const descriptions = events.map(({ detail: { eventType, ...detail } }) => {
    const bounce = detail['bounce'];
    if (typeof bounce !== 'object' || bounce === null) return eventType;
    return [eventType, Reflect.get(bounce, 'bounceType'), Reflect.get(bounce, 'bounceSubType')].join(' ');
  });
  expect(descriptions).toEqual(expected);
});

test('only those of several recipients that are at the simulator bounce', async () => {
  const { ses, events, send } = await setUp();
  await send({
    Destination: { ToAddresses: ['ada@example.com'], CcAddresses: ['bounce@simulator.amazonses.com'] },
  });
  await ses.idle();
  expect(events.slice(1)).toMatchObject([
    { detail: { delivery: { recipients: ['ada@example.com'] } } },
    { detail: { bounce: { bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }] } } },
  ]);
});

test('an event for an unknown message is refused', async () => {
  const { ses } = await setUp();
  expect(() => ses.raise('nobody', { type: 'Open' })).toThrow(/No message has the id "nobody"/);
});

test('idle waits for the subscriber, including events raised while it handles others', async () => {
  const handled: string[] = [];
  const { ses, send } = await setUp({
    onEvent: async ({ detail }) => {
      await new Promise(setImmediate);
      handled.push(detail.eventType);
      if (detail.eventType === 'Delivery') ses.raise(detail.mail.messageId, { type: 'Open' });
    },
  });
  await send();
  await ses.idle();
  expect(handled).toEqual(['Send', 'Delivery', 'Open']);
});

test('events of one message are handled one at a time and in order, without delaying other messages', async () => {
  const underWay: string[] = [];
  const handled = new Map<string, string[]>();
  let mostAtOnce = 0;
  const overlaps: string[] = [];
  const { ses, send } = await setUp({
    onEvent: async ({ detail: { eventType, mail } }) => {
      const id = mail.messageId;
      if (underWay.includes(id)) overlaps.push(id);
      underWay.push(id);
      mostAtOnce = Math.max(mostAtOnce, underWay.length);
      if (eventType === 'Send') ses.raise(id, { type: 'Open' });
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
      underWay.splice(underWay.indexOf(id), 1);
      handled.set(id, [...(handled.get(id) ?? []), eventType]);
    },
  });
  await Promise.all(Array.from({ length: 20 }, () => send()));
  await ses.idle();
  expect(overlaps).toEqual([]);
  expect([...handled.values()].map(String)).toEqual(Array(20).fill('Send,Delivery,Open'));
  expect(mostAtOnce).toBeGreaterThan(1);
});

test("a subscriber's error is reported, and it still gets the next event", async () => {
  const failures: string[] = [];
  const { ses, send } = await setUp({
    onEvent: ({ detail }) => {
      throw new Error(`cannot handle ${detail.eventType}`);
    },
    onEventError: (error) => failures.push(String(error)),
  });
  await send();
  await ses.idle();
  expect(failures).toEqual(['Error: cannot handle Send', 'Error: cannot handle Delivery']);
});
