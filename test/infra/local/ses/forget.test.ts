import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setUp } from './setup.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'forget-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const onDisk = async () => {
  const files = await readdir(directory);
  return (await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')))).join();
};

describe('a mailbox that is asked to forget addresses', () => {
  test('deletes each message to one of them, however it is written, and its events', async () => {
    const { ses, send } = await setUp({ directory });
    const to = (...addresses: string[]) => send({ Destination: { ToAddresses: addresses } });
    await to('ANN@Example.com');
    await to('Ann <ann@example.com>');
    await to('ann@münchen.example');
    await send({ Destination: { ToAddresses: ['bob@example.com'], BccAddresses: ['ann@example.com'] } });
    const kept = await to('joann@example.com', 'bob@example.com');
    const body = JSON.stringify(['Ann@example.COM', 'ann@xn--mnchen-3ya.example']);
    expect((await fetch(`${ses.url}/forget`, { method: 'POST', body })).ok).toBe(true);
    expect(ses.messages().map(({ id }) => id)).toEqual([kept]);
    expect(await onDisk()).not.toMatch(/(?<!jo)ann@/i);
  });

  test('still takes new messages, and finds the same ones after a restart', async () => {
    const { ses, send } = await setUp({ directory });
    await send();
    await fetch(`${ses.url}/forget`, { method: 'POST', body: JSON.stringify(['ada@example.com']) });
    const later = await send();
    await ses.close();
    const again = await setUp({ directory });
    expect(again.ses.messages().map(({ id }) => id)).toEqual([later]);
    expect(again.ses.message(later)?.events.length).toBeGreaterThan(0);
  });

  test('refuses what is no list of addresses, and keeps everything', async () => {
    const { ses, send } = await setUp({ directory });
    const id = await send();
    for (const body of ['', '{}', '"ada@example.com"', '[1]']) {
      const { ok } = await fetch(`${ses.url}/forget`, { method: 'POST', body });
      expect(ok).toBe(false);
    }
    expect(ses.message(id)).toBeDefined();
  });
});
