import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NightOutcome } from './support/night-process.ts';

const script = fileURLToPath(new URL('support/night-process.ts', import.meta.url));

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rekindle-kill-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

/** Runs the night in a process of its own, and kills it without warning when it reports that it is at `place`. */
function runNight(place: string): Promise<NightOutcome | 'killed'> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return new Promise((resolve, reject) => {
    let outcome: NightOutcome | undefined;
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'here') child.kill('SIGKILL');
      else if (line.startsWith('{"night"')) outcome = JSON.parse(line) as NightOutcome;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed');
      else if (outcome !== undefined) resolve(outcome);
      else reject(new Error(`the process ended with ${code}`));
    });
  });
}

describe('A process that is killed in the middle of a night, and started again on the same directory', () => {
  const everybody = ['ann', 'bob', 'carl', 'dora', 'emil'];
  const oneMailEach = everybody.map((name) => `win-back#1#2026-09-01#0 ${name}`);

  test('while it waits for SES finishes the night without sending an email twice', async () => {
    expect(await runNight('mail 3')).toBe('killed');
    const outcome = await runNight('nowhere');
    if (outcome === 'killed') throw new Error('nobody killed it');
    expect(outcome).toMatchObject({ night: 'closed', unfinished: 0, tasks: 5 });
    const { mails, deliveries } = outcome;
    expect(new Set(mails).size).toBe(mails.length);
    // Mails in flight at that moment may be lost, and are then not sent again.
    const unknown = everybody.filter((name) => deliveries[name] === 'unknown');
    expect(unknown.length).toBeGreaterThanOrEqual(1);
    for (const name of everybody) {
      expect(['sent', 'unknown']).toContain(deliveries[name]);
      if (deliveries[name] === 'sent') expect(mails).toContain(`win-back#1#2026-09-01#0 ${name}`);
    }
  });

  test('while it queues a callback finishes the night and queues all of them', async () => {
    expect(await runNight('queue-callback')).toBe('killed');
    expect(await runNight('nowhere')).toEqual({
      night: 'closed',
      mails: expect.toSatisfy((mails: string[]) => [...mails].sort().join() === oneMailEach.join()),
      deliveries: Object.fromEntries(everybody.map((name) => [name, 'sent'])),
      unfinished: 0,
      tasks: 5,
    });
  });
});
