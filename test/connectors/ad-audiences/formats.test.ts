import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type AdNetwork, adAudienceFormats } from '../../../connectors/ad-audiences/formats.ts';
import { csvLine, harmlessCell } from '../../../shared/files/csv-line.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a network must get of an address or a number, before hashing; undefined where it gets nothing. */
const cases: readonly (readonly [AdNetwork, 'email' | 'phone', string, string | undefined])[] = [
  ['meta', 'email', ' Ann.Lee+tea@GMAIL.com ', 'ann.lee+tea@gmail.com'],
  ['google', 'email', ' Ann.Lee+tea@GMAIL.com ', 'annlee@gmail.com'],
  ['google', 'email', 'cloudy.sanfrancisco+shopping@googlemail.com', 'cloudysanfrancisco@googlemail.com'],
  ['google', 'email', 'user.name+NYC@Example.com', 'user.name+nyc@example.com'],
  ['meta', 'phone', '+44 (0)20 7946 0000', '442079460000'],
  ['google', 'phone', '+44 (0)20 7946 0000', '+442079460000'],
  ['google', 'phone', '00 49 89 123456', '+4989123456'],
  ['google', 'phone', '+1 555 123-4567 ext. 89', '+15551234567'],
  ['meta', 'phone', '+86 138-1234-5678转801', '8613812345678'],
  ['meta', 'phone', '089/123456', undefined],
  ['google', 'phone', '(020) 7946 0000', undefined],
];

describe('a customer for an advertising network', () => {
  test.each(cases)('of %s with the %s %j is hashed from %j', (network, field, written, normal) => {
    const { columns, row } = adAudienceFormats[network];
    const place = columns.findIndex((column) => column.toLowerCase() === field);
    expect(row({ [field]: written })[place]).toBe(normal === undefined ? '' : sha256(normal));
  });

  test('has the columns that the network asks for, and nothing in plain text', () => {
    const ann = { email: 'ann@example.com', phone: '+442079460000', country: 'GB' };
    expect(adAudienceFormats.meta.columns).toEqual(['email', 'phone', 'country']);
    expect(adAudienceFormats.google.columns).toEqual(['Email', 'Phone']);
    expect(adAudienceFormats.meta.row(ann)).toEqual([
      '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
      sha256('442079460000'),
      sha256('gb'),
    ]);
    for (const { row } of Object.values(adAudienceFormats))
      for (const cell of row(ann)) expect(cell).toMatch(/^[0-9a-f]{64}$/);
  });

  test('about whom nothing is known is a row of empty cells', () => {
    expect(adAudienceFormats.meta.row({})).toEqual(['', '', '']);
    expect(adAudienceFormats.google.row({ country: 'GB' })).toEqual(['', '']);
  });
});

describe('a line of a CSV file', () => {
  test('quotes what would end a cell or a line', () => {
    expect(csvLine(['a', 'b, c', 'say "hi"', 'two\nlines', ''])).toBe(
      'a,"b, c","say ""hi""","two\nlines",\r\n',
    );
  });

  test.each(['=HYPERLINK("https://evil.example")', '@SUM(A1)', '-2+3', '\t=1'])(
    'does not let a spreadsheet compute %j',
    (text) => {
      expect(harmlessCell(text)).toBe(`'${text}`);
    },
  );
});
