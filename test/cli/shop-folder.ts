import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { vi } from 'vitest';
import { announceStack } from '../../cli/target.ts';

/** A folder of a shop whose stack runs, as commands see it, and how to run them on it. */
export interface ShopFolder {
  readonly path: string;
  write(name: string, content: string): Promise<string>;
  read(name: string): Promise<string>;
  /** Runs a command in this process; returns what it wrote, and the code with which it would exit if it did not throw. */
  run(command: Command, ...args: readonly string[]): Promise<{ out: string; err: string; code: number }>;
  close(): Promise<void>;
}

/** Opens a folder for the tables that the environment points at. */
export async function openShopFolder(ses = 'http://127.0.0.1:9'): Promise<ShopFolder> {
  const path = await mkdtemp(join(tmpdir(), 'shop-'));
  await mkdir(join(path, 'dynamodb'));
  const nowhere = 'http://127.0.0.1:9';
  const dynamoDb = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? nowhere;
  await announceStack(path, { dynamoDb, ses, stepFunctions: nowhere, api: nowhere, lambda: nowhere });
  return {
    path,
    async write(name, content) {
      await writeFile(join(path, name), content);
      return join(path, name);
    },
    read: (name) => readFile(join(path, name), 'utf8'),
    async run(command, ...args) {
      const written = { out: '', err: '' };
      const keepIn = (stream: keyof typeof written) => (text: unknown) => {
        written[stream] += String(text);
        return true;
      };
      const spies = [
        vi.spyOn(process.stdout, 'write').mockImplementation(keepIn('out')),
        vi.spyOn(process.stderr, 'write').mockImplementation(keepIn('err')),
      ];
      process.exitCode = undefined;
      try {
        await command.parseAsync([...args, '--directory', path], { from: 'user' });
        return { ...written, code: Number(process.exitCode ?? 0) };
      } finally {
        for (const spy of spies) spy.mockRestore();
        process.exitCode = undefined;
      }
    },
    close: () => rm(path, { recursive: true, force: true }),
  };
}
