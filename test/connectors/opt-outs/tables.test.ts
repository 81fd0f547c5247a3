import { describe, expect, test } from 'vitest';
import { csv, listOf, readList } from './lists.ts';

const addressesIn = async (data: Uint8Array | string) =>
  (await readList(data)).optOuts.map(({ channel, address }) => `${channel} ${address}`);

describe('a list with one address a line', () => {
  test('closes every address in it, the first line too', async () => {
    const { format, out, refused } = await readList(
      '\nann@example.com\n\nBOB@EXAMPLE.COM\n+44 1632 960001\nemail\n',
    );
    expect(format).toBe('lines');
    expect(out).toEqual([
      'email ann@example.com unsubscribed -',
      'email bob@example.com unsubscribed -',
      'phone +44 1632 960001 do-not-call -',
    ]);
    expect(refused).toEqual(['6: bad-address']);
  });

  test.each([
    ['mailto:ann@example.com', 'ann@example.com'],
    ['Ann <ann@example.com>', 'ann@example.com'],
    ['Smith, Ann <ann@example.com>;', 'ann@example.com'],
    ['"Ann" <ann@example.com>', 'ann@example.com'],
    ["'ann@example.com'", 'ann@example.com'],
    ['ann@example.com,', 'ann@example.com'],
    ['ann@example.com.', 'ann@example.com'],
    ['ann＠example．com', 'ann@example.com'],
    ['ann @ example.com', 'ann@example.com'],
    ['\u200Bann@example.com', 'ann@example.com'],
    ['ann@MÜNCHEN.example', 'ann@xn--mnchen-3ya.example'],
    ["o'brien@example.com", "o'brien@example.com"],
  ])('takes %s, which a person would understand', async (written, address) => {
    expect(await addressesIn(`first@example.com\n${written}\n`)).toEqual([
      'email first@example.com',
      `email ${address}`,
    ]);
    expect(await addressesIn(`${written}\n`)).toEqual([`email ${address}`]);
  });

  test('rejects what is no address, and says what it was', async () => {
    const { rejected } = await readList('ann@@example.com\nbob@example\n# all of these\n4.47701E+11\n');
    expect(rejected.map(({ line, code }) => `${line}: ${code}`)).toEqual([
      ...['1: bad-address', '2: bad-address', '3: bad-address', '4: bad-address'],
    ]);
    expect(rejected[0]?.reason).toBe('"ann@@example.com" is not an email address');
    expect(rejected[3]?.reason).toMatch('a spreadsheet has shortened the number');
  });

  test('is read in UTF-16, and with any line ends', async () => {
    expect(
      await addressesIn(Buffer.from('\uFEFFann@example.com\r\nbob@example.com', 'utf16le')),
    ).toHaveLength(2);
    expect(await addressesIn('ann@example.com\rbob@example.com\r')).toHaveLength(2);
  });
});

describe('a table of nothing but opt-outs', () => {
  test('closes the mailbox and the phone of every row', async () => {
    const { format, out, refused } = await readList(
      csv(
        ['Name', 'E-Mail', 'Mobile', 'Date'],
        ['Ann', 'ann@example.com', '+441632960001', '2024-01-01'],
        ['Bob', '', '01632 960002', 'last week'],
        ['Cat', 'cat@example.com', '', '5 Jan 2024'],
        ['Dan', '', '', ''],
      ),
    );
    expect(format).toBe('table');
    expect(out).toEqual([
      'email ann@example.com unsubscribed 2023-12-31T23:00:00.000Z',
      'phone +441632960001 do-not-call 2023-12-31T23:00:00.000Z',
      'phone 01632 960002 do-not-call -',
      'email cat@example.com unsubscribed 2024-01-04T23:00:00.000Z',
    ]);
    expect(refused).toEqual(['5: no-address']);
  });

  test('counts without a time that cannot be read, and says so', async () => {
    const { all } = await readList('email,date\nann@example.com,03/04/2024\n');
    expect(all).toMatchObject([{ kind: 'opt-out', unreadTime: '03/04/2024' }]);
    expect(all[0]).not.toHaveProperty('optOut.at');
  });

  test.each([
    'email,Accepts Marketing\nann@example.com,yes\n',
    'Name,Email,Paid at,Total\nann,ann@example.com,2024-01-01,25.00\n',
    'email,orders\nann@example.com,3\n',
    '邮箱,会员等级\nann@example.com,3\n',
  ])('is not taken to be one when it has other columns: %j', async (text) => {
    await expect(listOf(text)).rejects.toThrow(/nothing says who in this file opted out.*\n.*read are:/);
  });
});

describe('a table that says of each row who is out', () => {
  test('closes those, passes over the others, and never guesses a word', async () => {
    const { out, passedOver, rejected } = await readList(
      csv(
        ['email', 'phone', 'status', 'unsubscribed_at', 'orders'],
        ['ann@example.com', '', 'Unsubscribed', '2024-01-01T00:00:00Z', '3'],
        ['bob@example.com', '', 'subscribed', '2020-01-01T00:00:00Z', '3'],
        ['cat@example.com', '', '', '', '3'],
        ['dan@example.com', '', 'archived', '', '3'],
        ['eve@example.com', '+441632960001', 'do_not_call', '', '3'],
        ['fay@example.com', '+441632960002', 'Do not contact', '', '3'],
        ['gus@example.com', '+441632960003', 'hard-bounced', '', '3'],
        ['', '+441632960004', 'opted out', '', '3'],
        ['hal@example.com', '+441632960005', '已退订', '', '3'],
      ),
    );
    expect(out).toEqual([
      'email ann@example.com unsubscribed 2024-01-01T00:00:00.000Z',
      'phone +441632960001 do-not-call -',
      'email fay@example.com unsubscribed -',
      'phone +441632960002 do-not-call -',
      'email gus@example.com bounced -',
      'phone +441632960004 do-not-call -',
      'email hal@example.com unsubscribed -',
    ]);
    expect(passedOver).toEqual(['3: not-opted-out', '4: says-nothing']);
    expect(rejected).toMatchObject([{ line: 5, code: 'unknown-status' }]);
    expect(rejected[0]?.reason).toMatch(
      /nothing explains "archived" in the column status; write unsubscribed, /,
    );
  });

  test.each([
    ['Email Opt Out', 'true', 'unsubscribed'],
    ['Unsubscribed', '1', 'unsubscribed'],
    ['bounced', 'yes', 'bounced'],
    ['Unsubscribed at', '2024-01-01', 'unsubscribed'],
    ['是否退订', '是', undefined],
    ['退订', '是', 'unsubscribed'],
  ])('may say it by a yes or a time: %s %s', async (column, value, reason) => {
    const text = csv(
      ['email', column, 'orders'],
      ['ann@example.com', value, '3'],
      ['bob@example.com', '', '3'],
    );
    if (reason === undefined) return expect(listOf(text)).rejects.toThrow(column);
    const { optOuts, passedOver } = await readList(text);
    expect(optOuts).toMatchObject([{ address: 'ann@example.com', reason }]);
    expect(passedOver).toEqual(['3: says-nothing']);
  });

  test('has the strongest of several columns', async () => {
    const text = csv(
      ['email', 'Status', 'Do Not Contact', 'Suppression Reason'],
      ['ann@example.com', 'Unsubscribed', '', 'spam complaint'],
      ['bob@example.com', 'subscribed', 'yes', ''],
      ['cat@example.com', 'subscribed', 'no', ''],
    );
    const { optOuts, passedOver } = await readList(text);
    expect(optOuts).toMatchObject([
      { reason: 'complained' },
      { address: 'bob@example.com', reason: 'unsubscribed' },
    ]);
    expect(passedOver).toEqual(['4: not-opted-out']);
  });

  test('loses only rows that cannot be read', async () => {
    const text =
      'email,status,note\na@example.com,unsubscribed\nb@example.com\nc@example.com,unsubscribed,x,y\n';
    const { optOuts, refused } = await readList(text);
    expect(optOuts).toMatchObject([{ address: 'a@example.com' }]);
    expect(refused).toEqual(['3: broken-row', '4: broken-row']);
  });

  test('may have lines before its header, but no address among them', async () => {
    expect(await addressesIn('Opt-outs of our shop\n\nemail;status\na@example.com;unsubscribed\n')).toEqual([
      'email a@example.com',
    ]);
    const { optOuts, refused } = await readList('a@example.com\nb@example.com\nemail\nc@example.com\n');
    expect(optOuts).toHaveLength(3);
    expect(refused).toEqual(['3: bad-address']);
    await expect(listOf('a@example.com,Ann\nemail,status\nb@example.com,unsubscribed\n')).rejects.toThrow(
      'first line are: a@example.com, Ann',
    );
  });
});

test('a file that is no list is refused, with what it has and what would be read', async () => {
  await expect(listOf('order,total\n1,25.00\n')).rejects.toThrow(
    /nothing was closed\n.*first line are: order, total\n.*read are: endpoints of Amazon Pinpoint/,
  );
  await expect(listOf('a@example.com,BOUNCE\nb@example.com,BOUNCE\n')).rejects.toThrow(
    'a@example.com, BOUNCE',
  );
  await expect(listOf('')).rejects.toThrow('the file is empty');
});

test('a list that is not read to its end closes its file', async () => {
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.from('{"ChannelType":"EMAIL","Address":"a@example.com","OptOut":"ALL"}\n');
    } finally {
      isClosed = true;
    }
  }
  const { readOptOuts } = await import('../../../connectors/opt-outs/read-opt-outs.ts');
  const { rows } = await readOptOuts(endless(), { name: 'endless', timeZone: 'UTC' });
  for await (const row of rows) if (row.line === 10) break;
  expect(isClosed).toBe(true);
});
