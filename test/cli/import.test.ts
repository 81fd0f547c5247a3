import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createImportCommand } from '../../cli/commands/import.ts';
import { RekindleError } from '../../shared/errors.ts';
import { settingsSchema } from '../../shared/settings/settings.ts';
import { memorySink, uciFile, uciRow } from '../connectors/csv/files.ts';

let folder: string;
let shop: ReturnType<typeof memorySink>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
  shop = memorySink();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

const orders = uciFile(uciRow({ id: '1', price: '1234.50' }), uciRow({ id: '2', price: '0' }));

/** Runs the command, and returns what it wrote and the code with which it would exit. */
async function run(args: readonly string[], { isTTY = false, sink = shop.sink } = {}) {
  const out = Object.assign(new PassThrough(), { isTTY });
  const err = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const closed = vi.fn(async () => {});
  const settings = settingsSchema.parse({ timeZone: 'Europe/London', currency: 'GBP' });
  const command = createImportCommand(async () => ({ sink, settings, close: closed }), { out, err });
  command.configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) });
  let exitCode: number | undefined;
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exitCode = Number(code);
    throw new Error('exited');
  });
  process.exitCode = undefined;
  await command.parseAsync(args, { from: 'user' }).catch((error: Error) => {
    if (error.message !== 'exited') throw error;
  });
  const code = exitCode ?? process.exitCode ?? 0;
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? ''), closed };
}

async function writeTestFile(name: string, content: string | Uint8Array = orders): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

describe('rekindle import', () => {
  test('prints a summary of what it did, and a warning about what it rejected', async () => {
    const path = await writeTestFile('orders.csv');
    const { code, out, err, closed } = await run([path]);
    expect(code).toBe(0);
    expect(out).toContain(`${path} (uci-online-retail) imported`);
    expect(out).toMatch(/Purchases +1 order of 1 customer, £1,234\.50/);
    expect(out).toMatch(/price zero or below +1/);
    expect(out).toMatch(/Stored +1 new, 0 changed, 0 as before/);
    expect(err).toBe(`1 row was rejected; see ${join(folder, 'orders.rejects.csv')} for the reasons\n`);
    expect(await readFile(join(folder, 'orders.rejects.csv'), 'utf8')).toContain(
      '3,a unit price of 0 earns nothing,2,',
    );
    expect(closed).toHaveBeenCalledOnce();
    expect(shop.stored.size).toBe(1);
  });

  test('prints both in Chinese', async () => {
    const { out, err } = await run([await writeTestFile('orders.csv'), '--lang', 'zh']);
    expect(out).toContain('1 位客户的 1 笔订单，共 £1,234.50');
    expect(out).toContain('新增 1，更新 0，不变 0');
    expect(err).toContain('有 1 行被拒绝');
  });

  test('counts several of something in the plural', async () => {
    const rows = [uciRow({ id: '1', customer: '1' }), uciRow({ id: '2', customer: '2' })];
    const { out } = await run([await writeTestFile('two.csv', uciFile(...rows))]);
    expect(out).toMatch(/Purchases +2 orders of 2 customers, £2\.00/);
    expect(out).toMatch(/Stored +2 new/);
  });

  test('changes nothing the second time', async () => {
    const path = await writeTestFile('orders.csv.gz', gzipSync(orders));
    await run([path]);
    expect((await run([path])).out).toContain('0 new, 0 changed, 1 as before');
  });

  test('prints JSON and nothing else with --json', async () => {
    const path = await writeTestFile('orders.csv');
    const { out } = await run([path, '--json'], { isTTY: true });
    expect(JSON.parse(out)).toMatchObject({
      file: path,
      mapping: 'uci-online-retail',
      dryRun: false,
      rows: 2,
      purchases: { orders: 1, valueMinor: 123_450, currency: 'GBP' },
      stored: { created: 1 },
      rejectsFile: join(folder, 'orders.rejects.csv'),
    });
  });

  test('stores nothing in a dry run', async () => {
    const { code, out } = await run([await writeTestFile('orders.csv'), '--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('nothing was stored');
    expect(out).not.toContain('Stored');
    expect(shop.stored.size + shop.folded.length).toBe(0);
  });

  test('shows a progress bar on a terminal and none in a log', async () => {
    const path = await writeTestFile('orders.csv');
    expect((await run([path], { isTTY: true })).err).toContain('100%');
    expect((await run([path])).err).not.toContain('%');
  });

  test('leaves no rejects file when nothing was rejected', async () => {
    await run([await writeTestFile('orders.csv', uciFile(uciRow({})))]);
    expect(await readdir(folder)).toEqual(['orders.csv']);
  });

  test('reads any other file with a column mapping', async () => {
    const mapping = await writeTestFile(
      'm.yaml',
      'columns: { orderId: No, customerId: Who, placedAt: When, sku: What, quantity: Many, unitPrice: Price }\n' +
        'placedAtFormat: D.M.YYYY H:mm\ndecimalMark: ","\n',
    );
    const path = await writeTestFile(
      'alt.csv',
      Buffer.from('No;Who;When;What;Many;Price\n1;caf\xe9;1.7.2011 9:00;A;2;2,55\n', 'latin1'),
    );
    const { code } = await run([
      path,
      '--mapping',
      mapping,
      '--encoding',
      'latin1',
      '--time-zone',
      'Asia/Shanghai',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(shop.stored.get('café order 1') ?? '{}')).toMatchObject({
      order: { placedAt: '2011-07-01T01:00:00.000Z', totals: { total: 510 } },
    });
  });

  test('dates what it reads by the clock, or by the time of the export', async () => {
    const path = await writeTestFile('orders.csv');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-26T12:00:00Z') });
    const updatedAt = () => JSON.parse(shop.stored.get('7 order 1') ?? '{}').order?.updatedAt;
    await run([path]);
    expect(updatedAt()).toBe('2026-11-26T12:00:00.000Z');
    await run([path, '--exported-at', '2026-11-26T09:00:00+01:00']);
    expect(updatedAt()).toBe('2026-11-26T08:00:00.000Z');
    const future = await run([path, '--exported-at', '2199-01-01T00:00:00Z']);
    expect(future).toMatchObject({ code: 2, err: expect.stringContaining('lies in the future') });
  });

  test('stores nothing of a file with a status that nothing explains', async () => {
    const mapping = await writeTestFile(
      'm.yaml',
      'columns: { orderId: No, customerId: Who, placedAt: When, sku: What, quantity: Many, unitPrice: Price, status: Is }\n',
    );
    const path = await writeTestFile(
      'x.csv',
      'No,Who,When,What,Many,Price,Is\n1,c,2024-03-01,A,1,1,paid\n2,c,2024-03-01,A,1,1,Anulowane\n',
    );
    const { code, err } = await run([path, '--mapping', mapping]);
    expect(code).toBe(2);
    expect(err).toContain('"Anulowane" (1 row)');
    expect(shop.stored.size + shop.folded.length).toBe(0);
  });

  test('stores nothing of a German shop’s export until the mapping names its decimal mark', async () => {
    const path = await writeTestFile(
      'shopify.csv',
      'Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem price\n#1,a@example.com,2025-10-07,1,Tee,"12,50"\n',
    );
    const refused = await run([path]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(`'preset: shopify' and that one, is enough for --mapping`);
    expect(shop.stored.size + shop.folded.length).toBe(0);
    expect(await readdir(folder)).toEqual(['shopify.csv']);
    const mapping = await writeTestFile('m.yaml', 'preset: shopify\ndecimalMark: ","\n');
    expect((await run([path, '--mapping', mapping])).out).toContain('1 order of 1 customer, £12.50');
  });

  test('invents addresses only with --invent-addresses', async () => {
    const path = await writeTestFile('orders.csv');
    await run([path]);
    expect([...shop.stored.values()].join()).not.toContain('@');
    await run([path, '--invent-addresses']);
    expect([...shop.stored.values()].join()).toContain('7@customer.example');
  });

  test('shows examples in its help', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('npx rekindle import orders_export.csv');
    expect(out).toMatch(/never for real\s+sending/);
  });

  test.each([
    ['an unknown option', ['--bogus']],
    ['an unknown preset', ['--preset', 'shopfy']],
    ['a preset and a mapping', ['--preset', 'shopify', '--mapping', 'm.yaml']],
    ['an unknown currency', ['--currency', 'XXL']],
    ['another currency than the shop’s', ['--currency', 'EUR']],
    ['an unknown time zone', ['--time-zone', 'Mars']],
    ['a delimiter of two characters', ['--delimiter', '::']],
    ['a mapping that does not exist', ['--mapping', '/none/m.yaml']],
    ['a preset that does not fit', ['--preset', 'shopify']],
  ])('exits with 2 for %s', async (_, args) => {
    const { code, err, out } = await run([await writeTestFile('orders.csv'), ...args]);
    expect(code).toBe(2);
    expect(err).not.toBe('');
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
    expect(await readdir(folder)).toEqual(['orders.csv']);
  });

  test('exits with 2 for a file that does not exist or that no preset fits', async () => {
    expect(await run([join(folder, 'none.csv')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no such file'),
    });
    const ambiguous = await run([await writeTestFile('x.csv', 'a,b\n1,2\n')]);
    expect(ambiguous).toMatchObject({ code: 2, err: expect.stringContaining('--mapping FILE.yaml') });
  });

  test('exits with 1 when the file is truncated or the store fails, and closes the store', async () => {
    const compressed = gzipSync(
      uciFile(...Array.from({ length: 5_000 }, (_, id) => uciRow({ id: `${id * 7919}` }))),
    );
    const cut = await run([
      await writeTestFile('cut.csv.gz', compressed.subarray(0, compressed.length - 900)),
    ]);
    expect(cut).toMatchObject({ code: 1, err: expect.stringContaining('ends too early') });
    expect(cut.closed).toHaveBeenCalledOnce();
    const sink = { ...shop.sink, takeIn: () => Promise.reject(new RekindleError('the store is away')) };
    const failed = await run([await writeTestFile('orders.csv')], { sink });
    expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('the store is away') });
    expect(failed.closed).toHaveBeenCalledOnce();
    expect((await readdir(folder)).sort()).toEqual(['cut.csv.gz', 'orders.csv']);
  });

  test('does not hide a bug of ours', async () => {
    const sink = { ...shop.sink, takeIn: () => Promise.reject(new TypeError('x is not a function')) };
    await expect(run([await writeTestFile('orders.csv')], { sink })).rejects.toThrow(TypeError);
  });
});
