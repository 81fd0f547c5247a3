import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSource } from '../../../connectors/csv/file.ts';
import { openRejects, rejectsPathFor, rejectsWriteError } from '../../../connectors/csv/rejects-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(folder, { recursive: true }));

const writeFixture = async (name: string, data: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, data);
  return path;
};

async function contentOf(path: string): Promise<string> {
  const source = await openSource(path);
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.bytes) chunks.push(chunk);
  expect(source.bytesRead()).toBe(source.sizeBytes);
  return Buffer.concat(chunks).toString();
}

describe('a file to import', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `line ${index * 7919}`).join('\n');

  test('is decompressed when it is gzip, whatever its name', async () => {
    expect(await contentOf(await writeFixture('a.csv', text))).toBe(text);
    expect(await contentOf(await writeFixture('b.csv.gz', gzipSync(text)))).toBe(text);
    expect(await contentOf(await writeFixture('c.csv', gzipSync(text)))).toBe(text);
  });

  test('is reported as truncated or damaged when its gzip data is', async () => {
    const packed = gzipSync(text);
    const cut = await writeFixture('cut.csv.gz', packed.subarray(0, packed.length / 2));
    await expect(contentOf(cut)).rejects.toThrow(`${cut}: the compressed data ends too early`);
    const damaged = Buffer.from(packed).fill(0xff, 200, 260);
    await expect(contentOf(await writeFixture('bad.csv.gz', damaged))).rejects.toThrow('is damaged');
  });

  test('must exist, and must be a non-empty file of text', async () => {
    await mkdir(join(folder, 'orders'));
    await expect(openSource(join(folder, 'orders'))).rejects.toThrow('this is a directory');
    await expect(openSource(join(folder, 'none.csv'))).rejects.toThrow('there is no such file');
    await expect(openSource(await writeFixture('empty.csv', ''))).rejects.toThrow('the file is empty');
    await expect(openSource(await writeFixture('book.csv', 'PK\x03\x04rest'))).rejects.toThrow(
      'save the sheet as CSV',
    );
  });
});

describe('a rejects file', () => {
  const table = { columns: ['id', 'note'], delimiter: ';' };
  const rejection = { line: 3, code: 'no-price', reason: 'free; of charge', raw: '1;"a ""note"""' } as const;

  test('is next to the imported file', () => {
    expect(rejectsPathFor('/x/orders.csv')).toBe('/x/orders.rejects.csv');
    expect(rejectsPathFor('/x/orders.csv.gz')).toBe('/x/orders.rejects.csv');
    expect(rejectsPathFor('/x/orders')).toBe('/x/orders.rejects.csv');
  });

  test('has the line number and reason before the row as written in the file', async () => {
    const path = join(folder, 'r.csv');
    const rejects = await openRejects(path, table);
    await rejects.write(rejection);
    await rejects.write({ ...rejection, line: 4, code: 'broken-row', reason: 'broken', raw: '2;"open' });
    await rejects.finish();
    expect(await readFile(path, 'utf8')).toBe(
      'line;reason;id;note\n3;"free; of charge";1;"a ""note"""\n4;broken;"2;""open"\n',
    );
  });

  test('is never visible half-written, and the earlier one stays when the import fails', async () => {
    const path = join(folder, 'r.csv');
    const first = await openRejects(path, table);
    await first.write(rejection);
    await first.finish();
    const before = await readFile(path, 'utf8');
    const second = await openRejects(path, table);
    for (let line = 0; line < 5_000; line++) await second.write({ ...rejection, line });
    expect(await readFile(path, 'utf8')).toBe(before);
    await second.discard();
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['r.csv']);
  });

  test('is removed when nothing was rejected', async () => {
    const path = join(folder, 'r.csv');
    const first = await openRejects(path, table);
    await first.write(rejection);
    await first.finish();
    await (await openRejects(path, table)).finish();
    expect(await readdir(folder)).toEqual([]);
  });

  test('never replaces another kind of file', async () => {
    const path = await writeFixture('orders.csv', 'id;note\n1;2\n');
    await expect(openRejects(path, table)).rejects.toThrow('another kind of file is already there');
    expect(await readFile(path, 'utf8')).toBe('id;note\n1;2\n');
  });

  test('that cannot be written is reported before anything is imported', async () => {
    await expect(openRejects(join(folder, 'none', 'r.csv'), table)).rejects.toThrow(
      /cannot be written .*--rejects/,
    );
  });

  test('is reported when the disk is full', () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    expect(rejectsWriteError('r.csv', full).message).toContain('the disk is full');
  });
});
