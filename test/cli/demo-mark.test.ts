import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRoomForDemo, refuseDemoFolder } from '../../cli/demo-mark.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rekindle-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the folder of the demo', () => {
  test('may be new or empty, and is marked', async () => {
    await makeRoomForDemo(folder);
    await makeRoomForDemo(join(folder, 'new'));
    expect(await readdir(join(folder, 'new'))).toEqual(['made-by-demo']);
  });

  test('is emptied when a demo made it, and left alone when it contains anything else', async () => {
    await makeRoomForDemo(folder);
    await writeFile(join(folder, 'old'), '');
    await makeRoomForDemo(folder);
    expect(await readdir(folder)).toEqual(['made-by-demo']);
    await rm(join(folder, 'made-by-demo'));
    await writeFile(join(folder, 'precious'), '');
    await expect(makeRoomForDemo(folder)).rejects.toThrow('no demo made');
    expect(await readdir(folder)).toEqual(['precious']);
  });

  test('is not touched while a stack runs on it', async () => {
    await makeRoomForDemo(folder);
    const endpoints = { dynamoDb: 'd', stepFunctions: 's', ses: 'e', api: 'a', lambda: 'l' };
    await writeFile(join(folder, 'running.json'), JSON.stringify({ pid: process.pid, endpoints }));
    await expect(makeRoomForDemo(folder)).rejects.toThrow('stop it first');
    expect(await readdir(folder)).toContain('running.json');
  });

  test('accepts no real orders, because the next demo would delete them', async () => {
    await expect(refuseDemoFolder(folder)).resolves.toBeUndefined();
    await makeRoomForDemo(folder);
    await expect(refuseDemoFolder(folder)).rejects.toThrow('simulated shop');
  });
});
