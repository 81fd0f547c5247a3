import { Command, type CommanderError } from 'commander';
import pc from 'picocolors';
import * as z from 'zod';
import { addDays, plainDateSchema, timeZoneSchema } from '../../shared/calendar.ts';
import { InvalidInputError, issuesOf, RekindleError } from '../../shared/errors.ts';
import { currencySchema } from '../../shared/money.ts';
import { figuresOf } from '../../simulation/shop/figures.ts';
import { orderLinesCsv, orderLinesMapping } from '../../simulation/shop/order-lines-csv.ts';
import { type SimulatedShop, simulateShop } from '../../simulation/shop/simulated-shop.ts';
import { writeToOutput, writeWholeFile } from '../../simulation/shop/whole-file.ts';

const whole = (least: number, most: number) => {
  const error = `give a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, error)
    .transform(Number)
    .refine((number) => number >= least && number <= most, error);
};

const optionsSchema = z.object({
  customers: whole(1, 10_000_000),
  days: whole(1, 3_660),
  until: plainDateSchema,
  seed: whole(0, Number.MAX_SAFE_INTEGER),
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
  /** Lines written: versions of orders in NDJSON, lines of orders in CSV (its header not counted). */
  readonly written: number;
}

const help = `
NDJSON holds what the shop's webhooks send, one order a line, in order of time: orders that
change are there again with a later updatedAt, and a few are sent twice or late, as in life.
CSV holds the lines of each order once, as it stands at the end. To import it, map it so:

${orderLinesMapping.replace(/^(?=.)/gm, '  ')}
With --activity, a second file holds what people do besides ordering, one fact a line, as
POST /activity takes it; also of prospects who only look.
The same options always give the same bytes.

Examples:
  Two years of a shop with 2,000 customers:
    $ rekindle simulate-shop --out orders.ndjson

  A small shop in yuan, for a spreadsheet:
    $ rekindle simulate-shop --customers 200 --currency CNY --time-zone Asia/Shanghai --out orders.csv

  Orders, and what people look at before they buy:
    $ rekindle simulate-shop --out orders.ndjson --activity activity.ndjson

  Another shop of the same kind, and how real it looks:
    $ rekindle simulate-shop --seed 2 --out orders.ndjson --json

Exit codes: 0 written, 1 could not be written, 2 wrong options.`;

/** `rekindle simulate-shop`: orders of a shop that does not exist, for trying things out. */
export function simulateShopCommand(): Command {
  return new Command('simulate-shop')
    .description('Make orders of a simulated shop, to try Rekindle out or to test it')
    .option('--customers <number>', 'how many customers order at least once', '2000')
    .option('--days <number>', 'how many days the shop has been open', '730')
    .option('--until <day>', 'the last day, as YYYY-MM-DD', '2026-09-30')
    .option('--seed <number>', 'which of many shops; the same number gives the same shop', '1')
    .option('--time-zone <name>', 'where the shop is', 'Europe/London')
    .option('--currency <code>', 'in which it keeps its books', 'GBP')
    .option('--out <file>', 'where to write; without it, to standard output')
    .option('--activity <file>', 'where to write visits, feedback, complaints and referrals, as NDJSON')
    .option('--format <format>', "ndjson or csv; without it, what the file's name ends in, else ndjson")
    .option('--json', 'tell what was written, and how real the shop looks, as JSON')
    .addHelpText('after', help)
    .allowExcessArguments(false)
    .exitOverride(leaveOnWrongUsage)
    .action(async (given: unknown) => {
      process.exitCode = await exitCodeOf(() => run(optionsFrom(given)));
    });
}

/** Commander leaves with 1 for a wrong option; by then nothing has been tried, so it is a 2. */
function leaveOnWrongUsage(error: CommanderError): never {
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

function optionsFrom(given: unknown): Options {
  const parsed = optionsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error).map(({ path, message }) => ({ path: optionNamed(path), message }));
  throw new InvalidInputError('These options cannot be used', issues);
}

const optionNamed = (path: string): string =>
  `--${path.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

async function run(options: Options): Promise<void> {
  const { out, until: to, days, seed, customers, currency, timeZone } = options;
  const from = addDays(to, 1 - days);
  const format = options.format ?? (out?.endsWith('.csv') ? 'csv' : 'ndjson');
  const shop = simulateShop({ seed, customers, from, to, timeZone, currency });
  const lines = counted(format === 'csv' ? orderLinesCsv(shop.orders(), currency) : ndjson(shop.sendings()));
  if (out !== undefined) await writeWholeFile(out, lines);
  else if (!(await writeToOutput(lines))) return;
  const written = lines.count() - (format === 'csv' ? 1 : 0);
  const activity = options.activity && (await writeActivity(shop, options.activity));
  const summary = {
    ...{ out, format, seed, customers, from, to, currency, written },
    ...(activity && { activity }),
  };
  // The summary must not mix with the orders.
  const told = out === undefined ? process.stderr : process.stdout;
  told.write(
    options.json ? `${JSON.stringify({ ...summary, figures: figuresOf(shop) })}\n` : inWords(summary),
  );
}

async function writeActivity(shop: SimulatedShop, out: string): Promise<Summary['activity']> {
  const lines = counted(ndjson(shop.activity()));
  await writeWholeFile(out, lines);
  return { out, written: lines.count() };
}

/** The same lines, and how many of them were read. */
function counted(lines: Iterable<string>): Iterable<string> & { count(): number } {
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

function inWords({ out, format, customers, from, to, written, activity }: Summary): string {
  const count = (number: number) => number.toLocaleString('en');
  const lines = format === 'csv' ? 'lines of orders' : 'orders and changes to them';
  const where = out === undefined ? '' : ` to ${pc.bold(out)}`;
  const besides = activity ? `and ${count(activity.written)} other facts to ${pc.bold(activity.out)}\n` : '';
  return `Wrote ${count(written)} ${lines}${where}: ${count(customers)} customers, ${from} to ${to}\n${besides}`;
}
