import { describe, expect, test } from 'vitest';
import { beginPartJob, type PartJob } from '../../../console/jobs/part-job.ts';

/** Three segments with as many parts of ten customers each. */
const lengths = [3, 1, 2];

function openShop() {
  const asked: string[] = [];
  const added: string[] = [];
  let failsAt: string | undefined;
  const ask = async (segment: number, from: number | undefined) => {
    const part = from ?? 0;
    const name = `${segment}/${part}`;
    asked.push(name);
    await Promise.resolve();
    if (failsAt === name) throw new Error('busy');
    return { name, read: 10, next: part + 1 < (lengths[segment] ?? 0) ? part + 1 : undefined };
  };
  const begin = () =>
    beginPartJob(lengths.length, ask, ({ name }: { name: string; read: number }) => added.push(name));
  return { asked, added, begin, failAt: (name: string | undefined) => (failsAt = name) };
}

/** Waits until a job has come to a state, by its own word. */
const until = (job: PartJob, state: string) =>
  new Promise<void>((resolve) => {
    const look = () => job.progress().state === state && resolve();
    job.subscribe(look);
    look();
  });
const all = ['0/0', '0/1', '0/2', '1/0', '2/0', '2/1'];

describe('a job over parts', () => {
  test('asks for each part of each segment once, and has added all before it is done', async () => {
    const { asked, added, begin } = openShop();
    const job = begin();
    await until(job, 'done');
    expect([...asked].sort()).toEqual(all);
    expect([...added].sort()).toEqual(all);
    expect(job.progress().read).toBe(60);
  });

  test('that failed goes on with the part that failed, and adds nothing twice', async () => {
    const { added, begin, failAt } = openShop();
    failAt('0/1');
    const job = begin();
    await until(job, 'failed');
    expect(job.progress().error).toEqual(new Error('busy'));
    failAt(undefined);
    job.resume();
    await until(job, 'done');
    expect([...added].sort()).toEqual(all);
  });

  test('that is paused keeps what was under way, and goes on behind it', async () => {
    const { asked, added, begin } = openShop();
    const job = begin();
    job.pause();
    expect(job.progress().state).toBe('paused');
    job.resume();
    await until(job, 'done');
    expect([...added].sort()).toEqual(all);
    expect(new Set(asked).size).toBe(asked.length);
  });
});
