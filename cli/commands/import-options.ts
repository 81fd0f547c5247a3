import { Command, InvalidArgumentError, Option } from 'commander';
import { orderFields } from '../../connectors/csv/mapping.ts';
import { presets } from '../../connectors/csv/presets.ts';
import type { SummaryLanguage } from '../../connectors/csv/summary-text.ts';
import { type Encoding, encodings } from '../../connectors/csv/text.ts';
import { timeZoneSchema } from '../../shared/calendar.ts';
import { type Currency, currencySchema } from '../../shared/money.ts';
import { checkedBy } from '../options.ts';
import { defaultDirectory } from '../target.ts';

/** What was asked for on the command line. */
export interface ImportCommandOptions {
  readonly preset?: string;
  readonly mapping?: string;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly timeZone?: string;
  readonly currency?: Currency;
  readonly rejects?: string;
  readonly rejectAnonymous?: boolean;
  readonly inventAddresses?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly lang: SummaryLanguage;
  readonly directory: string;
}

const help = `
Presets: ${[...presets.keys()].join(', ')}. The one that fits the header is chosen by itself.

Examples:
  $ npx rekindle import orders_export.csv                       a Shopify export, seen from its columns
  $ npx rekindle import orders.csv --mapping columns.yaml       any other file
  $ npx rekindle import orders.csv --dry-run                    look before storing anything
  $ npx rekindle import alt.csv --encoding latin1 --delimiter ';'
  $ npx rekindle import online-retail.csv.gz --invent-addresses

A mapping says which column is what:
  columns:
    orderId: Order No
    customerId: Customer
    placedAt: Date
    sku: Article
    quantity: Qty
    unitPrice: Price
  placedAtFormat: M/D/YYYY H:mm     # not needed for 2010-12-01 08:26:00
  decimalMark: ','                  # not needed for 2.55
  cancellations:
    orderIdPrefix: C                # or negativeQuantity: true
Further columns: name, ${orderFields.join(', ')}.
Further keys: timeZone, currency, orderColumns: first-line (what belongs to the order stands on its
first line only), statuses: { cancelled: [...], refunded: [...], notAnOrder: [...] }.

Importing a file again changes nothing, and completes an import that was cut short.
Exit code: 0 done, even if rows were rejected; 2 the command or mapping is wrong; 1 it failed.`;

/** The command's arguments and options, without anything that happens. */
export function commandLine(): Command {
  return new Command('import')
    .description('Import order lines from a CSV file (.csv or .csv.gz)')
    .argument('<file>', 'the file of order lines, with a header')
    .addOption(new Option('--preset <name>', 'how the columns are named').choices([...presets.keys()]))
    .addOption(
      new Option('--mapping <file>', 'a YAML file that says which column is what').conflicts('preset'),
    )
    .addOption(new Option('--encoding <name>', 'when it is not UTF-8').choices(encodings))
    .option('--delimiter <char>', 'comma, semicolon or tab is seen by itself', delimiter)
    .option(
      '--time-zone <name>',
      'of times without an offset (default: the shop’s)',
      checkedBy(timeZoneSchema),
    )
    .option('--currency <code>', 'of the amounts (default: the shop’s)', checkedBy(currencySchema))
    .option('--rejects <file>', 'where rows that were left out go (default: FILE.rejects.csv)')
    .option('--reject-anonymous', 'also list rows that name no customer there')
    .option('--dry-run', 'read and sum up, store nothing')
    .option(
      '--invent-addresses',
      'give every customer an address at customer.example, an invented phone number and consent; ' +
        'for trying things out, never for real sending',
    )
    .option('--json', 'print the summary as JSON and nothing else')
    .addOption(new Option('--lang <code>', 'language of the summary').choices(['en', 'zh']).default('en'))
    .option('--directory <folder>', 'where the data is', defaultDirectory)
    .addHelpText('after', help);
}

function delimiter(text: string): string {
  const char = text === 'tab' || text === '\\t' ? '\t' : text;
  if (char.length === 1 && !/["\r\n]/.test(char)) return char;
  throw new InvalidArgumentError('one character, or the word tab');
}
