import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSource } from '../../../connectors/csv/file.ts';
import { cannotWrite, openRejects, rejectsPathFor } from '../../../connectors/csv/rejects-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(folder, { recursive: true }));

const written = async (name: string, data: string | Uint8Array) => {
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

  test('is unpacked when it is gzip, whatever its name', async () => {
    expect(await contentOf(await written('a.csv', text))).toBe(text);
    expect(await contentOf(await written('b.csv.gz', gzipSync(text)))).toBe(text);
    expect(await contentOf(await written('c.csv', gzipSync(text)))).toBe(text);
  });

  test('that was cut short or damaged while packed is said to be so', async () => {
    const packed = gzipSync(text);
    const cut = await written('cut.csv.gz', packed.subarray(0, packed.length / 2));
    await expect(contentOf(cut)).rejects.toThrow(`${cut}: the packed data ends too early`);
    const damaged = Buffer.from(packed).fill(0xff, 200, 260);
    await expect(contentOf(await written('bad.csv.gz', damaged))).rejects.toThrow('is damaged');
  });

  test('is a file, is there, and holds text', async () => {
    await mkdir(join(folder, 'orders'));
    await expect(openSource(join(folder, 'orders'))).rejects.toThrow('this is a directory');
    await expect(openSource(join(folder, 'none.csv'))).rejects.toThrow('there is no such file');
    await expect(openSource(await written('empty.csv', ''))).rejects.toThrow('the file is empty');
    await expect(openSource(await written('book.csv', 'PK\x03\x04rest'))).rejects.toThrow(
      'save the sheet as CSV',
    );
  });
});

describe('a rejects file', () => {
  const table = { columns: ['id', 'note'], delimiter: ';' };
  const rejection = { line: 3, code: 'no-price', reason: 'free; of charge', raw: '1;"a ""note"""' } as const;

  test('lies beside the imported file', () => {
    expect(rejectsPathFor('/x/orders.csv')).toBe('/x/orders.rejects.csv');
    expect(rejectsPathFor('/x/orders.csv.gz')).toBe('/x/orders.rejects.csv');
    expect(rejectsPathFor('/x/orders')).toBe('/x/orders.rejects.csv');
  });

  test('gives line and reason before the row as it stood', async () => {
    const path = join(folder, 'r.csv');
    const rejects = await openRejects(path, table);
    await rejects.write(rejection);
    await rejects.write({ ...rejection, line: 4, code: 'broken-row', reason: 'broken', raw: '2;"open' });
    await rejects.finish();
    expect(await readFile(path, 'utf8')).toBe(
      'line;reason;id;note\n3;"free; of charge";1;"a ""note"""\n4;broken;"2;""open"\n',
    );
  });

  test('is never seen half-written, and leaves the earlier one when the import fails', async () => {
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

  test('is gone when nothing was rejected', async () => {
    const path = join(folder, 'r.csv');
    const first = await openRejects(path, table);
    await first.write(rejection);
    await first.finish();
    await (await openRejects(path, table)).finish();
    expect(await readdir(folder)).toEqual([]);
  });

  test('never takes the place of another kind of file', async () => {
    const path = await written('orders.csv', 'id;note\n1;2\n');
    await expect(openRejects(path, table)).rejects.toThrow('holds no rejects');
    expect(await readFile(path, 'utf8')).toBe('id;note\n1;2\n');
  });

  test('that cannot be written says so before anything is imported', async () => {
    await expect(openRejects(join(folder, 'none', 'r.csv'), table)).rejects.toThrow(
      /cannot be written .*--rejects/,
    );
  });

  test('says so when the disk is full', () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    expect(cannotWrite('r.csv', full).message).toContain('the disk is full');
  });
});
