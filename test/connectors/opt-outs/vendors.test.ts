import { describe, expect, test } from 'vitest';
import { csv, listOf, readList } from './lists.ts';

const mailchimpStart = ['Email Address', 'First Name', 'Phone Number', 'MEMBER_RATING', 'OPTIN_TIME'];
const mailchimpEnd = ['LEID', 'EUID', 'NOTES', 'TAGS'];
const member = (email: string) => [email, 'Ann', '+441632960001', '2', '2019-05-01 09:00:00'];
const end = ['1234', 'c2cb0681af', '', '"vip"'];

describe("Mailchimp's export", () => {
  const unsubColumns = [
    'UNSUB_TIME',
    'UNSUB_CAMPAIGN_TITLE',
    'UNSUB_CAMPAIGN_ID',
    'UNSUB_REASON',
    'UNSUB_REASON_OTHER',
  ];

  test('of the unsubscribed closes their mailboxes, not their phones, since the time in the stated zone', async () => {
    const { format, out } = await readList(
      csv(
        [...mailchimpStart, ...unsubColumns, ...mailchimpEnd],
        [...member('Ann@Example.com'), '2024-07-01 10:00:00', 'July', 'a1', 'NORMAL', '', ...end],
        [...member('bob@example.com'), '2024-01-01 10:00:00', 'July', 'a1', '', '', ...end],
        [...member('cat@example.com'), '2024-01-01 10:00:00', 'July', 'a1', 'ABUSE', '', ...end],
        [
          ...member('dan@example.com'),
          '2024-01-01 10:00:00',
          '',
          '',
          'The emails are spam and should be reported',
          '',
          ...end,
        ],
      ),
    );
    expect(format).toBe('mailchimp');
    expect(out).toEqual([
      'email ann@example.com unsubscribed 2024-07-01T08:00:00.000Z',
      'email bob@example.com unsubscribed 2024-01-01T09:00:00.000Z',
      'email cat@example.com complained 2024-01-01T09:00:00.000Z',
      'email dan@example.com complained 2024-01-01T09:00:00.000Z',
    ]);
  });

  test('of the cleaned closes mailboxes that bounced', async () => {
    const columns = [
      ...mailchimpStart,
      'CLEAN_TIME',
      'CLEAN_CAMPAIGN_TITLE',
      'CLEAN_CAMPAIGN_ID',
      ...mailchimpEnd,
    ];
    const { out } = await readList(
      csv(columns, [...member('ann@example.com'), '2024-01-01 10:00:00', '', '', ...end]),
    );
    expect(out).toEqual(['email ann@example.com bounced 2024-01-01T09:00:00.000Z']);
  });

  test('of everybody passes over whoever is subscribed', async () => {
    const { out, passedOver } = await readList(
      csv(
        [...mailchimpStart, 'LAST_CHANGED', ...unsubColumns, 'CLEAN_TIME', ...mailchimpEnd],
        [...member('subscribed@example.com'), '2024-01-01 10:00:00', '', '', '', '', '', '', ...end],
        [...member('gone@example.com'), '', '2024-01-01 10:00:00', '', '', '', '', '', ...end],
        [
          ...member('both@example.com'),
          '',
          '2024-01-01 10:00:00',
          '',
          '',
          '',
          '',
          '2024-02-01 10:00:00',
          ...end,
        ],
      ),
    );
    expect(passedOver).toEqual(['2: says-nothing']);
    expect(out).toEqual([
      'email gone@example.com unsubscribed 2024-01-01T09:00:00.000Z',
      'email both@example.com unsubscribed 2024-01-01T09:00:00.000Z',
      'email both@example.com bounced 2024-02-01T09:00:00.000Z',
    ]);
  });

  test('of the subscribed is refused as a whole', async () => {
    const subscribed = csv(
      [...mailchimpStart, 'LAST_CHANGED', ...mailchimpEnd],
      [...member('a@example.com'), '', ...end],
    );
    await expect(listOf(subscribed)).rejects.toThrow('nobody has unsubscribed');
  });
});

describe("Klaviyo's export", () => {
  const header = [
    ...['Email', 'Klaviyo ID', 'First Name', 'Phone Number', 'Email Marketing Consent'],
    ...['Email Marketing Consent Timestamp', 'SMS Marketing Consent', 'Last Open', 'Email Suppressions'],
  ];
  const profile = (email: string, consent: string, suppressions = '', sms = '') => [
    email,
    '01ABC',
    'Ann',
    '+441632960001',
    consent,
    '2025-09-01 12:00:00',
    sms,
    '2025-09-06 10:15:00',
    suppressions,
  ];

  test('of a list closes whoever unsubscribed or is suppressed, and nobody else', async () => {
    const { format, out, passedOver, rejected } = await readList(
      csv(
        header,
        profile('ann@example.com', 'UNSUBSCRIBED'),
        profile('bob@example.com', 'SUBSCRIBED', '', 'SUBSCRIBED'),
        profile('cat@example.com', 'NEVER_SUBSCRIBED', '[]'),
        profile('dan@example.com', 'SUBSCRIBED', "['HARD_BOUNCE']"),
        profile('eve@example.com', 'SUBSCRIBED', '', 'UNSUBSCRIBED'),
        profile('fay@example.com', 'UNSUBSCRIBED', 'UNSUBSCRIBE'),
        profile('gus@example.com', '', ''),
        profile('hal@example.com', 'MAYBE'),
      ),
    );
    expect(format).toBe('klaviyo');
    expect(out).toEqual([
      'email ann@example.com unsubscribed 2025-09-01T10:00:00.000Z',
      'email dan@example.com bounced -',
      'phone +441632960001 do-not-call -',
      'email fay@example.com unsubscribed 2025-09-01T10:00:00.000Z',
    ]);
    expect(passedOver).toEqual(['3: not-opted-out', '4: not-opted-out', '8: says-nothing']);
    expect(rejected).toEqual([
      expect.objectContaining({
        line: 9,
        code: 'unknown-status',
        reason: expect.stringContaining('"MAYBE"'),
      }),
    ]);
  });

  test('of suppressed profiles closes them for the reason that it gives', async () => {
    const reasons = [
      'HARD_BOUNCE',
      'INVALID_EMAIL',
      'SPAM_COMPLAINT',
      'UNSUBSCRIBE',
      'USER_SUPPRESSED',
      'User suppressed',
    ];
    const { optOuts } = await readList(
      csv(
        ['Email', 'Suppression Reason', 'Timestamp'],
        ...reasons.map((reason, index) => [`a${index}@example.com`, reason, '2023-02-21T20:07:38+00:00']),
      ),
    );
    expect(optOuts.map(({ reason }) => reason)).toEqual([
      ...['bounced', 'bounced', 'complained', 'unsubscribed', 'unsubscribed', 'unsubscribed'],
    ]);
    expect(optOuts.map(({ at }) => at)).toEqual(reasons.map(() => '2023-02-21T20:07:38.000Z'));
  });

  test('without consent or suppressions is refused: nothing says who is out', async () => {
    const list = csv(['Email', 'Klaviyo ID', 'Last Open'], ['a@example.com', '01ABC', '']);
    await expect(listOf(list)).rejects.toThrow(/columns Klaviyo ID, Last Open suggest that it holds others/);
  });
});

describe("Pinpoint's endpoints", () => {
  const endpoint = (ChannelType: string, Address: string, OptOut?: string) => ({
    Id: 'example-endpoint',
    ChannelType,
    Address,
    EndpointStatus: 'ACTIVE',
    ...(OptOut !== undefined && { OptOut }),
    EffectiveDate: '2025-03-04T05:06:07.089Z',
    Attributes: { Interests: ['Science', 'Music "}{"'] },
    User: { UserId: 'example-user', UserAttributes: { Name: ['Ann'] } },
  });
  const endpoints = [
    endpoint('EMAIL', 'ann@example.com', 'ALL'),
    endpoint('EMAIL', 'bob@example.com', 'NONE'),
    endpoint('SMS', '12065550182', 'ALL'),
    endpoint('VOICE', '+12065550183', 'ALL'),
    endpoint('APNS', '1a2b3c4d5e6f7g8h9i0j', 'ALL'),
    endpoint('EMAIL', 'cat@example.com'),
    endpoint('EMAIL', 'dan@example.com', 'SOME'),
    endpoint('PIGEON', 'eve@example.com', 'ALL'),
  ];
  const expected = {
    format: 'pinpoint',
    out: [
      'email ann@example.com unsubscribed 2025-03-04T05:06:07.089Z',
      'phone +12065550182 do-not-call 2025-03-04T05:06:07.089Z',
      'phone +12065550183 do-not-call 2025-03-04T05:06:07.089Z',
    ],
  };

  test('are read from lines of JSON', async () => {
    const lines = endpoints.map((one) => `${JSON.stringify(one)}\n`).join('');
    const list = await readList(lines);
    expect(list).toMatchObject(expected);
    expect(list.passedOver).toEqual(['2: not-opted-out', '5: other-channel', '6: says-nothing']);
    expect(list.refused).toEqual(['7: unknown-status', '8: unknown-status']);
  });

  test('are read from CSV, and say the same', async () => {
    const rows = endpoints.map(({ ChannelType, Address, OptOut = '', EffectiveDate }) => [
      ...[ChannelType, Address, 'US', OptOut, EffectiveDate],
    ]);
    const header = ['ChannelType', 'Address', 'Location.Country', 'OptOut', 'EffectiveDate'];
    const list = await readList(csv(header, ...rows));
    expect(list).toMatchObject(expected);
    expect(list.passedOver).toEqual(['3: not-opted-out', '6: other-channel', '7: says-nothing']);
    expect(list.refused).toEqual(['8: unknown-status', '9: unknown-status']);
  });

  test('without a column OptOut are refused: a file for an import does not say who is out', async () => {
    const list = csv(['ChannelType', 'Address', 'Location.Country'], ['EMAIL', 'ann@example.com', 'CA']);
    await expect(listOf(list)).rejects.toThrow('without a column OptOut');
  });
});

describe('the lists that the AWS CLI prints', () => {
  const summaries = [
    { EmailAddress: 'Ann@example.com', Reason: 'BOUNCE', LastUpdateTime: '2020-04-10T21:03:05-07:00' },
    { EmailAddress: 'bob@example.com', Reason: 'COMPLAINT', LastUpdateTime: 1586550585.123 },
    { EmailAddress: 'cat@example.com', Reason: 'WHIM', LastUpdateTime: 1586550585 },
  ];
  const expected = {
    format: 'ses',
    out: [
      'email ann@example.com bounced 2020-04-11T04:03:05.000Z',
      'email bob@example.com complained 2020-04-10T20:29:45.123Z',
    ],
  };

  test.each([
    ['as printed', JSON.stringify({ SuppressedDestinationSummaries: summaries }, null, 4)],
    ['on one line', JSON.stringify({ SuppressedDestinationSummaries: summaries })],
    ['only the list', JSON.stringify(summaries, null, 1)],
    ['one object a line', summaries.map((one) => JSON.stringify(one)).join('\n')],
  ])("are read when they are SES's suppressions: %s", async (_, text) => {
    for (const sizes of [[1], [7, 3], [1 << 16]]) {
      const list = await readList(text, sizes);
      expect(list).toMatchObject(expected);
      expect(list.rejected).toMatchObject([
        { code: 'unknown-status', raw: expect.stringContaining('"WHIM"') },
      ]);
    }
  });

  test('are read when they are numbers that texted STOP', async () => {
    const OptedOutNumbers = [
      {
        OptedOutNumber: '+12065550182',
        OptedOutTimestamp: '2024-01-02T03:04:05+00:00',
        EndUserOptedOut: true,
      },
    ];
    const { format, out } = await readList(
      JSON.stringify({ OptOutListName: 'Default', OptedOutNumbers }, null, 4),
    );
    expect(format).toBe('sms');
    expect(out).toEqual(['phone +12065550182 do-not-call 2024-01-02T03:04:05.000Z']);
  });

  test('may be empty', async () => {
    expect((await readList('{\n    "SuppressedDestinationSummaries": []\n}\n')).all).toEqual([]);
  });

  test('are reported as incomplete when they go on', async () => {
    const page = { SuppressedDestinationSummaries: summaries.slice(0, 1), NextToken: 'eyJ' };
    const { out, refused } = await readList(JSON.stringify(page, null, 4));
    expect(out).toHaveLength(1);
    expect(refused).toEqual(['1: incomplete-list']);
  });

  test('lose one object that is broken off, and not those after it', async () => {
    const lines = summaries.map((one) => JSON.stringify(one));
    const cut = [
      lines[0],
      '{"EmailAddress":"lost@exam',
      lines[1],
      '{"EmailAddress":"x@example.com",',
      lines[1],
      '{"a":[',
    ];
    const { out, refused } = await readList(cut.join('\n'), [5]);
    expect(out).toEqual([...expected.out, ...expected.out.slice(1)]);
    expect(refused).toEqual(['2: broken-row', '4: broken-row', '6: broken-row']);
  });

  test('are refused when they are of something else, with the fields that were seen', async () => {
    const contacts = { Contacts: [{ EmailAddress: 'ann@example.com', UnsubscribeAll: false }] };
    await expect(listOf(JSON.stringify(contacts))).rejects.toThrow(
      /fields: EmailAddress, UnsubscribeAll\n.*read are:/,
    );
    await expect(listOf('[]')).rejects.toThrow('has no object that can be read');
  });
});
