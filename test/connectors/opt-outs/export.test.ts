import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeOptOuts } from '../../../connectors/opt-outs/export.ts';
import { type OptOut, optOutReasons } from '../../../connectors/opt-outs/opt-out.ts';
import { instant, instantFromMs } from '../../../shared/calendar.ts';
import { readList } from './lists.ts';

async function exported(optOuts: readonly OptOut[]): Promise<string> {
  let text = '';
  for await (const line of writeOptOuts(optOuts)) text += line;
  return text;
}

const email = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/),
    fc.stringMatching(/^[a-z]{1,10}\.[a-z]{2,5}$/),
  )
  .map(([local, domain]) => ({ channel: 'email' as const, address: `${local}@${domain}` }));
const phone = fc
  .stringMatching(/^\+?[0-9]{5,15}$/)
  .map((address) => ({ channel: 'phone' as const, address }));
const source = fc.oneof(
  fc.constantFrom(
    'ses',
    '=1+1',
    "'quoted",
    "''",
    '+44',
    '-',
    '@x',
    ' spaced ',
    'a,b;c\td',
    'say "no"',
    '短信',
    '\u200B',
  ),
  fc.string({ minLength: 1, unit: 'binary' }).filter((text) => !/[\r\n]|\p{Cs}/u.test(text)),
);
const optOut: fc.Arbitrary<OptOut> = fc
  .tuple(
    fc.oneof(email, phone),
    fc.constantFrom(...optOutReasons),
    fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 }), { nil: undefined }),
    fc.option(source, { nil: undefined }),
  )
  .map(([address, reason, ms, from]) => ({
    ...address,
    reason,
    ...(ms !== undefined && { at: instantFromMs(ms) }),
    ...(from !== undefined && { source: from }),
  }));

describe('our own export', () => {
  test('is read back without loss, however the bytes are chunked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(optOut, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 3 }),
        async (optOuts, sizes) => {
          const { format, all } = await readList(await exported(optOuts), sizes);
          expect(format).toBe('rekindle');
          expect(all).toEqual(
            optOuts.map((one, index) => ({ kind: 'opt-out', line: index + 2, optOut: one })),
          );
        },
      ),
    );
  });

  test('has nothing that a spreadsheet would take for a formula', async () => {
    const at = instant('2024-01-01T00:00:00Z');
    const text = await exported([
      { channel: 'phone', address: '+441632960001', reason: 'do-not-call', at, source: '=HYPERLINK("x")' },
    ]);
    expect(text).toBe(
      `channel,address,reason,at,source\nphone,'+441632960001,do-not-call,${at},"'=HYPERLINK(""x"")"\n`,
    );
  });

  test('keeps each opt-out on its line', async () => {
    const one = { channel: 'email', address: 'ann@example.com', reason: 'unsubscribed' } as const;
    const { optOuts } = await readList(await exported([{ ...one, source: 'two\r\nlines \uD83D' }]));
    expect(optOuts).toEqual([{ ...one, source: 'two lines \uFFFD' }]);
  });

  test('is read when a spreadsheet has saved it, and its words are not guessed', async () => {
    const text =
      'channel;address;reason;at\r\nEmail;ann@example.com;Unsubscribed;\r\nfax;1;bounced;\r\nemail;b@example.com;left;\r\n';
    const { out, refused } = await readList(text);
    expect(out).toEqual(['email ann@example.com unsubscribed -']);
    expect(refused).toEqual(['3: unknown-status', '4: unknown-status']);
  });
});
