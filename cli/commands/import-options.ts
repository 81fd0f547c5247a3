import { Command, InvalidArgumentError, Option } from 'commander';
import { addedFields, lineColumnOf, orderAmountFields, orderFields } from '../../connectors/csv/mapping.ts';
import { presets } from '../../connectors/csv/presets.ts';
import { type Encoding, encodings } from '../../connectors/csv/text.ts';
import { type Instant, instantSchema, timeZoneSchema } from '../../shared/calendar.ts';
import { type Language, languages } from '../../shared/language.ts';
import { type Currency, currencySchema } from '../../shared/money.ts';
import { parserFor } from '../options.ts';
import { defaultDirectory } from '../target.ts';

/** The options of `rekindle import`, as parsed from the command line. */
export interface ImportCommandOptions {
  readonly preset?: string;
  readonly mapping?: string;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly timeZone?: string;
  readonly currency?: Currency;
  readonly exportedAt?: Instant;
  readonly rejects?: string;
  readonly rejectAnonymous?: boolean;
  readonly inventAddresses?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly lang: Language;
  readonly directory: string;
}

const listOf = (names: readonly string[]): string => new Intl.ListFormat('en-GB').format(names);

const help = `
Presets: ${[...presets.keys()].join(', ')}. The one that fits the header is chosen automatically.

Examples:
  $ npx rekindle import orders_export.csv                       a Shopify export, recognised by its columns
  $ npx rekindle import orders.csv --mapping columns.yaml       any other file
  $ npx rekindle import orders.csv --dry-run                    check the file and store nothing
  $ npx rekindle import alt.csv --encoding latin1 --delimiter ';'
  $ npx rekindle import online-retail.csv.gz --invent-addresses

A column mapping says what each column means:
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
Other columns: name, ${orderFields.slice(0, 8).join(', ')},
${orderFields.slice(8).join(', ')},
${orderAmountFields.join(', ')}, returnedQuantity.
Other keys: timeZone, currency, orderColumns: first-line (only the first line of an order has the
order's own columns), quoting: none, statuses: { placed: [...], cancelled: [...], refunded: [...],
notAnOrder: [...] }. "preset: shopify" as first key takes over a preset and changes only what follows.
lineTotal in place of unitPrice is the price of a whole line; without quantity, each line is one piece.
${listOf(addedFields)} are of the whole order, ${listOf(Object.values(lineColumnOf))} of each line;
each may be a list of columns, which are added.

Importing a file again changes nothing, and completes an import that was interrupted. A newer export,
or a corrected mapping, changes what it says otherwise: what was imported later counts.
Exit codes: 0 done, even if rows were rejected; 1 failed; 2 the command or the mapping is wrong.`;

/** Creates the command with its arguments and options, but without an action. */
export function createImportCommandLine(): Command {
  return new Command('import')
    .description('Import order lines from a CSV file (.csv or .csv.gz)')
    .argument('<file>', 'the file of order lines, with a header')
    .addOption(new Option('--preset <name>', 'how the columns are named').choices([...presets.keys()]))
    .addOption(
      new Option('--mapping <file>', 'a YAML file that says what each column means').conflicts('preset'),
    )
    .addOption(new Option('--encoding <name>', 'encoding of the file, if it is not UTF-8').choices(encodings))
    .option(
      '--delimiter <char>',
      'delimiter of the file, if it is not a comma, semicolon or tab',
      parseDelimiter,
    )
    .option(
      '--time-zone <name>',
      'time zone of times without an offset (default: the shop’s)',
      parserFor(timeZoneSchema),
    )
    .option('--currency <code>', 'currency of the amounts (default: the shop’s)', parserFor(currencySchema))
    .option(
      '--exported-at <time>',
      'when the shop wrote the file, such as 2026-11-26T09:00:00Z (default: now); what is known from later stays',
      parserFor(instantSchema),
    )
    .option('--rejects <file>', 'where to write the rows that were rejected (default: FILE.rejects.csv)')
    .option('--reject-anonymous', 'also write the rows without a customer to that file')
    .option('--dry-run', 'read and summarise the file, but store nothing')
    .option(
      '--invent-addresses',
      'give every customer an address at customer.example, an invented phone number and consent; ' +
        'for trying things out, never for real sending',
    )
    .option('--json', 'print the summary as JSON and nothing else')
    .addOption(new Option('--lang <code>', 'language of the summary').choices(languages).default('en'))
    .option('--directory <folder>', 'where the data is', defaultDirectory)
    .addHelpText('after', help);
}

function parseDelimiter(text: string): string {
  const char = text === 'tab' || text === '\\t' ? '\t' : text;
  if (char.length === 1 && !/["\r\n]/.test(char)) return char;
  throw new InvalidArgumentError('give one character, or the word tab');
}
