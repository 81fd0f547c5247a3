import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulateShopCommand } from '../../../cli/commands/simulate-shop.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { orderSchema } from '../../../shared/orders/order.ts';
import { orderLineColumns } from '../../../simulation/shop/order-lines-csv.ts';
import { writeWholeFile } from '../../../simulation/shop/whole-file.ts';

let directory: string;
let output: string;
let errors: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rekindle-shop-'));
  output = '';
  errors = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(directory, { recursive: true });
});

/** Runs the command as a shell would, and returns its exit code. */
async function run(...args: string[]): Promise<number> {
  const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exited with ${code}`);
  });
  try {
    await createSimulateShopCommand().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    const code = exit.mock.lastCall?.[0];
    if (code === undefined) throw error;
    return Number(code);
  }
}

const inDirectory = (name: string) => join(directory, name);

describe('rekindle simulate-shop', () => {
  test('writes orders that the API accepts, one per line', async () => {
    const out = inDirectory('orders.ndjson');
    expect(await run('--customers', '20', '--days', '100', '--out', out)).toBe(0);
    const orders = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(orders.length).toBeGreaterThan(20);
    for (const order of orders) orderSchema.parse(JSON.parse(order));
    expect(output).toMatch(
      /Wrote \d+ orders and changes to them to .*orders\.ndjson.*2026-06-23 to 2026-09-30/,
    );
    expect(readdirSync(directory)).toEqual(['orders.ndjson']);
  });

  test('writes order lines when the file is called .csv', async () => {
    const out = inDirectory('orders.csv');
    expect(await run('--customers', '20', '--out', out)).toBe(0);
    expect(readFileSync(out, 'utf8').split('\n')[0]).toBe(orderLineColumns.join(','));
  });

  test('writes interactions to a file of their own', async () => {
    const [out, activity] = [inDirectory('orders.ndjson'), inDirectory('activity.ndjson')];
    expect(await run('--customers', '20', '--out', out, '--activity', activity)).toBe(0);
    const facts = readFileSync(activity, 'utf8').trimEnd().split('\n');
    expect(facts.length).toBeGreaterThan(20);
    for (const fact of facts) interactionSchema.parse(JSON.parse(fact));
    expect(output).toContain(`and ${facts.length} other facts to`);
  });

  test('with --json reports what was written and how realistic the shop is', async () => {
    const args = ['--customers', '50', '--out', inDirectory('orders.ndjson'), '--json'];
    expect(await run(...args)).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      format: 'ndjson',
      customers: 50,
      seed: 1,
      from: '2024-10-01',
      to: '2026-09-30',
      figures: { oneTimeBuyers: expect.any(Number), giniOfSpend: expect.any(Number) },
    });
  });

  test.each([
    [['--customers', '0'], '--customers: give a whole number from 1 to 10000000'],
    [['--days', '1e3'], '--days: give a whole number from 1 to 3660'],
    [['--until', '2026-02-30'], '--until: a day is written YYYY-MM-DD'],
    [['--currency', 'EURO'], '--currency: unknown currency "EURO"'],
    [['--time-zone', 'London'], '--time-zone: unknown time zone'],
    [['--format', 'xml'], '--format: give ndjson or csv'],
    [['--sead', '1'], "unknown option '--sead'"],
    [['orders.csv'], 'too many arguments'],
  ])('reports the wrong option in %j and exits with 2', async (args, message) => {
    expect(await run(...args)).toBe(2);
    expect(errors).toContain(message);
    expect(output).toBe('');
  });

  test('names a folder that does not exist, and exits with 1', async () => {
    expect(await run('--customers', '5', '--out', inDirectory('none/orders.csv'))).toBe(1);
    expect(errors).toContain('none/orders.csv: there is no such folder; create it first');
  });

  test('--help shows examples and exits with 0', async () => {
    expect(await run('--help')).toBe(0);
    expect(output).toContain('Examples:');
  });
});

describe('a file that cannot be finished', () => {
  function* untilTheDiskIsFull(): Generator<string> {
    yield 'x'.repeat(100_000);
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  }

  test('keeps the existing content, and nothing else remains in the folder', async () => {
    const out = inDirectory('orders.ndjson');
    writeFileSync(out, 'as before');
    await expect(writeWholeFile(out, untilTheDiskIsFull())).rejects.toThrow(`${out}: the disk is full`);
    expect(readFileSync(out, 'utf8')).toBe('as before');
    expect(readdirSync(directory)).toEqual(['orders.ndjson']);
  });
});
