import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUp } from './setup.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rekindle-ses-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const file = () => join(directory, 'messages.jsonl');

test('messages and their events survive a restart', async () => {
  const first = await setUp({ directory });
  const id = await first.send();
  first.ses.raise(id, { type: 'Click', link: 'https://shop.example/' });
  const before = structuredClone(first.ses.messages());
  await first.ses.close();

  const second = await setUp({ directory });
  expect(second.ses.messages()).toEqual(before);
  second.ses.raise(id, { type: 'Complaint' });
  await second.ses.idle();
  expect(second.events).toMatchObject([{ detail: { eventType: 'Complaint', mail: { messageId: id } } }]);
});

test('a half-written last line is dropped, and later messages are appended cleanly', async () => {
  const first = await setUp({ directory });
  await first.send();
  await first.ses.close();
  const whole = readFileSync(file(), 'utf8');
  const halfLine = whole.slice(0, 150);
  appendFileSync(file(), halfLine);

  const second = await setUp({ directory });
  expect(second.ses.messages()).toHaveLength(1);
  await second.send();
  await second.ses.close();
  expect(readFileSync(file(), 'utf8').startsWith(`${whole}{`)).toBe(true);
  expect((await setUp({ directory })).ses.messages()).toHaveLength(2);
});

test('damage elsewhere is reported with its line number', async () => {
  writeFileSync(file(), '{"kind":"nonsense"}\n');
  await expect(setUp({ directory })).rejects.toMatchObject({
    name: 'MessageFileError',
    message: expect.stringMatching(/^Line 1 of .*messages\.jsonl is damaged/),
  });
});

test('the error names a directory that cannot be created', async () => {
  writeFileSync(join(directory, 'a-file'), '');
  await expect(setUp({ directory: join(directory, 'a-file') })).rejects.toMatchObject({
    name: 'MessageFileError',
    message: expect.stringContaining('a-file'),
  });
});
