import { Command, type CommanderError } from 'commander';
import pc from 'picocolors';
import * as z from 'zod';
import { addDays, plainDateSchema, timeZoneSchema } from '../../shared/calendar.ts';
import { InvalidInputError, issuesOf, RekindleError } from '../../shared/errors.ts';
import { currencySchema } from '../../shared/money.ts';
import { figuresOf } from '../../simulation/shop/figures.ts';
import { orderLinesCsv, orderLinesMapping } from '../../simulation/shop/order-lines-csv.ts';
import { createSimulatedShop, type SimulatedShop } from '../../simulation/shop/simulated-shop.ts';
import { writeToOutput, writeWholeFile } from '../../simulation/shop/whole-file.ts';

const wholeNumberSchema = (least: number, most: number) => {
  const error = `give a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, error)
    .transform(Number)
    .refine((number) => number >= least && number <= most, error);
};

const optionsSchema = z.object({
  customers: wholeNumberSchema(1, 10_000_000),
  days: wholeNumberSchema(1, 3_660),
  until: plainDateSchema,
  seed: wholeNumberSchema(0, Number.MAX_SAFE_INTEGER),
  timeZone: timeZoneSchema,
  currency: currencySchema,
  out: z.string().min(1, 'name a file').optional(),
  activity: z.string().min(1, 'name a file').optional(),
  format: z.enum(['ndjson', 'csv'], 'give ndjson or csv').optional(),
  json: z.boolean().default(false),
});

type Options = z.output<typeof optionsSchema>;

interface Summary {
  readonly out: string | undefined;
  readonly format: 'ndjson' | 'csv';
  readonly seed: number;
  readonly customers: number;
  readonly from: string;
  readonly to: string;
  readonly currency: Options['currency'];
  readonly activity?: { readonly out: string; readonly written: number };
  /** The number of lines written: versions of orders in NDJSON, lines of orders in CSV without the header. */
  readonly written: number;
}

const help = `
NDJSON contains what the shop's webhooks send, one order per line, in order of time. An order that
changes is repeated with a later updatedAt, and a few are sent twice or late, as in real life.
CSV contains the lines of each order once, in its final state. Import it with this mapping:

${orderLinesMapping.replace(/^(?=.)/gm, '  ')}
--activity writes a second file with what customers do besides ordering, one fact per line, as
POST /activity accepts it; prospects who only browse are included.
The same options always give the same bytes.

Examples:
  Two years of a shop with 2,000 customers:
    $ rekindle simulate-shop --out orders.ndjson

  A small shop in yuan, for a spreadsheet:
    $ rekindle simulate-shop --customers 200 --currency CNY --time-zone Asia/Shanghai --out orders.csv

  Orders, and what customers look at before they buy:
    $ rekindle simulate-shop --out orders.ndjson --activity activity.ndjson

  Another shop of the same kind, and how realistic it is:
    $ rekindle simulate-shop --seed 2 --out orders.ndjson --json

Exit codes: 0 written, 1 could not be written, 2 wrong options.`;

/** `rekindle simulate-shop`: writes the orders of a simulated shop, for trials and tests. */
export function createSimulateShopCommand(): Command {
  return new Command('simulate-shop')
    .description('Generate the orders of a simulated shop, to try Rekindle out or to test it')
    .option('--customers <number>', 'how many customers order at least once', '2000')
    .option('--days <number>', 'how many days the shop has been open', '730')
    .option('--until <day>', 'the last day, as YYYY-MM-DD', '2026-09-30')
    .option('--seed <number>', 'which shop to simulate; the same number gives the same shop', '1')
    .option('--time-zone <name>', 'the time zone of the shop', 'Europe/London')
    .option('--currency <code>', 'the currency of the shop', 'GBP')
    .option('--out <file>', 'where to write the orders (default: standard output)')
    .option('--activity <file>', 'where to write visits, feedback, complaints and referrals, as NDJSON')
    .option('--format <format>', "ndjson or csv (default: the ending of the file's name, otherwise ndjson)")
    .option('--json', 'print what was written, and how realistic the shop is, as JSON')
    .addHelpText('after', help)
    .allowExcessArguments(false)
    .exitOverride(exitOnWrongUsage)
    .action(async (rawOptions: unknown) => {
      process.exitCode = await exitCodeOf(() => run(parseOptions(rawOptions)));
    });
}

/** Commander exits with 1 for a wrong option. Nothing has been tried by then, so the code should be 2. */
function exitOnWrongUsage(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? 0 : 2);
}

async function exitCodeOf(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof RekindleError)) throw error;
    process.stderr.write(`${pc.red('error:')} ${error.message}\n`);
    return error instanceof InvalidInputError ? 2 : 1;
  }
}

function parseOptions(rawOptions: unknown): Options {
  const parsed = optionsSchema.safeParse(rawOptions);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error).map(({ path, message }) => ({ path: optionNameOf(path), message }));
  throw new InvalidInputError('These options cannot be used', issues);
}

const optionNameOf = (path: string): string =>
  `--${path.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

async function run(options: Options): Promise<void> {
  const { out, until: to, days, seed, customers, currency, timeZone } = options;
  const from = addDays(to, 1 - days);
  const format = options.format ?? (out?.endsWith('.csv') ? 'csv' : 'ndjson');
  const shop = createSimulatedShop({ seed, customers, from, to, timeZone, currency });
  const lines = createCountedLines(
    format === 'csv' ? orderLinesCsv(shop.orders(), currency) : ndjson(shop.webhooks()),
  );
  if (out !== undefined) await writeWholeFile(out, lines);
  else if (!(await writeToOutput(lines))) return;
  const written = lines.count() - (format === 'csv' ? 1 : 0);
  const activity = options.activity && (await writeActivity(shop, options.activity));
  const summary = {
    ...{ out, format, seed, customers, from, to, currency, written },
    ...(activity && { activity }),
  };
  // When the orders go to standard output, the summary must not mix with them.
  const summaryStream = out === undefined ? process.stderr : process.stdout;
  summaryStream.write(
    options.json ? `${JSON.stringify({ ...summary, figures: figuresOf(shop) })}\n` : describe(summary),
  );
}

async function writeActivity(shop: SimulatedShop, out: string): Promise<Summary['activity']> {
  const lines = createCountedLines(ndjson(shop.activity()));
  await writeWholeFile(out, lines);
  return { out, written: lines.count() };
}

/** Wraps lines so that they count how many of them were read. */
function createCountedLines(lines: Iterable<string>): Iterable<string> & { count(): number } {
  let count = 0;
  return {
    count: () => count,
    *[Symbol.iterator]() {
      for (const line of lines) {
        count += 1;
        yield line;
      }
    },
  };
}

function* ndjson(facts: Iterable<object>): Generator<string> {
  for (const fact of facts) yield `${JSON.stringify(fact)}\n`;
}

function describe({ out, format, customers, from, to, written, activity }: Summary): string {
  const count = (number: number) => number.toLocaleString('en');
  const lines = format === 'csv' ? 'lines of orders' : 'orders and changes to them';
  const where = out === undefined ? '' : ` to ${pc.bold(out)}`;
  const besides = activity ? `and ${count(activity.written)} other facts to ${pc.bold(activity.out)}\n` : '';
  return `Wrote ${count(written)} ${lines}${where}: ${count(customers)} customers, ${from} to ${to}\n${besides}`;
}
