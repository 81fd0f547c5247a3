import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../../connectors/csv/table.ts';
import { inChunks, rowsOf, tableOf } from './files.ts';

const problems = async (data: string) =>
  (await rowsOf(await tableOf(data))).filter(([, content]) => typeof content === 'string');
const fields = async (...args: Parameters<typeof tableOf>) =>
  (await rowsOf(await tableOf(...args))).map(([, content]) => content);

describe('a table', () => {
  test('has the rows that csv-parse finds, however the bytes are chunked', async () => {
    const field = fc.oneof(
      fc.constantFrom('', 'a', 'ä', '钥', 'x,y', 'say "no"', 'two\nlines', '"'),
      fc.string(),
    );
    const clean = field.map((text) => text.replaceAll('\r', ' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(clean, clean, clean), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, sizes, lineEnd) => {
          const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
          const filled = rows.map(([first, ...others]) => [`x${first}`, ...others].map(quote).join(','));
          const text = ['a,b,c', ...filled].join(lineEnd);
          const expected = parse(text).slice(1);
          expect(await fields(text, {}, sizes)).toEqual(expected);
        },
      ),
    );
  });

  test.each([
    ['a,b\n1,2', ','],
    ['a;b\n1;2', ';'],
    ['a\tb\n1\t2', '\t'],
    ['"a,x";b\n1;2', ';'],
  ])('detects its delimiter from the header: %j', async (text, delimiter) => {
    const table = await tableOf(text);
    expect(table.delimiter).toBe(delimiter);
    expect(await rowsOf(table)).toEqual([[2, ['1', '2']]]);
  });

  test('numbers its rows by the line on which they begin', async () => {
    const text = 'a,b\n\n1,"two\nlines"\n\n3,4\n';
    expect(await rowsOf(await tableOf(text))).toEqual([
      [3, ['1', 'two\nlines']],
      [6, ['3', '4']],
    ]);
  });

  test('removes a byte order mark, and recognises UTF-16 by it', async () => {
    expect((await tableOf('\uFEFFa,b\n1,2')).columns).toEqual(['a', 'b']);
    const utf16 = Buffer.from('\uFEFFa,b\n1,钥', 'utf16le');
    expect(await fields(utf16, {}, [1])).toEqual([['1', '钥']]);
  });

  test('is read in the given encoding', async () => {
    const latin1 = Buffer.from('a,b\n1,caf\xe9', 'latin1');
    expect(await fields(latin1, { encoding: 'latin1' })).toEqual([['1', 'café']]);
    const gb18030 = Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xd4, 0xbf]);
    expect(await fields(gb18030, { encoding: 'gb18030' }, [1])).toEqual([['1', '钥']]);
  });

  test('reports the byte and line that are not UTF-8, however the bytes are chunked', async () => {
    const latin1 = Buffer.from('a,b\n1,钥\n2,caf', 'utf8');
    const broken = Buffer.concat([latin1, Buffer.from([0xe9]), Buffer.from(',x\n')]);
    for (const sizes of [[1], [2], [3], [5, 1], [100]]) {
      await expect(fields(broken, {}, sizes)).rejects.toThrow(
        'byte 15 (line 3) is not UTF-8; try --encoding latin1',
      );
    }
    await expect(fields(Buffer.from([0x61, 0x0a, 0xe9]))).rejects.toThrow('byte 2 (line 2)');
  });

  test('loses one line to a stray quote, not the rest of the file', async () => {
    const text = 'a,b\n1,"lost\n2,x\n3,"y, z"\n4,12" pan\n5,9" pot\n6,end\n';
    expect(await rowsOf(await tableOf(text))).toEqual([
      [2, expect.stringContaining('broken quotes')],
      [3, ['2', 'x']],
      [4, ['3', 'y, z']],
      [5, expect.stringContaining('broken quotes')],
      [6, expect.stringContaining('never closed')],
      [7, ['6', 'end']],
    ]);
  });

  test('reports where an unclosed quote opens', async () => {
    const text = `a,b\n1,2\n3,"open\n${'4,5\n'.repeat(3_000)}`;
    expect(await problems(text)).toEqual([[3, 'a quote opens on line 3 and is never closed']]);
    expect(await rowsOf(await tableOf(text, {}, [700]))).toHaveLength(3_002);
  });

  test('reports a row with another number of fields as a problem', async () => {
    expect(await problems('a,b\n1\n1,2,3\n')).toEqual([
      [2, expect.stringContaining('1 field and the header 2')],
      [3, expect.stringContaining('3 fields and the header 2')],
    ]);
  });

  test('cannot be empty', async () => {
    for (const text of ['', '\n', '\n \n', '\uFEFF']) {
      await expect(tableOf(text), JSON.stringify(text)).rejects.toThrow('the file is empty');
    }
    expect(await rowsOf(await tableOf('a,b'))).toEqual([]);
  });

  test('needs line ends', async () => {
    await expect(tableOf('x'.repeat(1_100_000), {}, [1 << 16])).rejects.toThrow('is this a CSV file?');
  });

  test('stops reading the bytes when no more rows are wanted', async () => {
    let closed = false;
    async function* bytes() {
      try {
        yield* inChunks('a,b\n1,2\n3,4\n', [4]);
      } finally {
        closed = true;
      }
    }
    for await (const _ of (await openTable(bytes(), { name: 'x' })).rows) break;
    expect(closed).toBe(true);
  });
});
