import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import pMap from 'p-map';
import { openSource } from '../../connectors/csv/file.ts';
import { writeOptOuts } from '../../connectors/opt-outs/export.ts';
import type { OptOut, OptOutRow } from '../../connectors/opt-outs/opt-out.ts';
import { readOptOuts } from '../../connectors/opt-outs/read-opt-outs.ts';
import { instantFromMs, timeZoneSchema } from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import { type ClosingResult, closeByList, listClosed } from '../../shared/operations/close-by-list.ts';
import type { Store } from '../../shared/store/store.ts';
import { privacyWords } from '../../shared/words/privacy.ts';
import { directoryOption, jsonOption, languageOption, parserFor } from '../options.ts';
import { createProgressBar } from '../progress.ts';
import { openExistingTarget, openTarget } from '../target.ts';

interface ImportOptions {
  readonly directory: string;
  readonly lang: Language;
  readonly timeZone?: string;
  readonly json?: boolean;
}

/** `rekindle opt-outs …`: lists of people who must not be written to. */
export function createOptOutsCommand(): Command {
  const optOuts = new Command('opt-outs').description('Bring or take a list of opt-outs');
  optOuts
    .command('import')
    .description(
      'Close the mailboxes and phones on a list of Pinpoint, Mailchimp, Klaviyo, SES, or any other',
    )
    .argument('<file>')
    .addOption(
      new Option('--time-zone <zone>', "zone of times that name none (default: the shop's)").argParser(
        parserFor(timeZoneSchema),
      ),
    )
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle opt-outs import unsubscribed_members_export.csv --time-zone America/New_York\n  $ aws sesv2 list-suppressed-destinations --output json > suppressed.json\n  $ npx rekindle opt-outs import suppressed.json\n\nExit codes: 0 all closed, 1 some rows were rejected, 2 the list cannot be read.',
    )
    .action(importList);
  optOuts
    .command('export')
    .description('Write all closed mailboxes and phones whose address a customer has, as CSV')
    .option('--output <file>', 'where to write it (default: standard output)')
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle opt-outs export --output opt-outs.csv')
    .action(exportList);
  return optOuts;
}

const concurrentClosings = 16;
const rejectionsShown = 20;

async function importList(file: string, options: ImportOptions): Promise<void> {
  const now = instantFromMs(Date.now());
  const { store, close } = await openTarget(options.directory);
  const source = await openSource(file);
  const bar = createProgressBar(process.stderr);
  try {
    const settings = await store.settings.load();
    const list = await readOptOuts(source.bytes, {
      name: file,
      timeZone: options.timeZone ?? settings.timeZone,
    });
    const from = { list: `list ${list.format}`, now, timeZone: settings.timeZone };
    const counts = new Counts();
    const closeOne = async (optOut: OptOut) => {
      counts.add(await closeByList(store, optOut, from));
      bar.show(privacyWords[options.lang].optOuts.reading, source.bytesRead(), source.sizeBytes);
    };
    await pMap(
      list.rows,
      async (row) => {
        counts.see(row);
        if (row.kind === 'opt-out') await closeOne(row.optOut);
      },
      { concurrency: concurrentClosings },
    );
    bar.stop();
    if (options.json === true)
      process.stdout.write(`${JSON.stringify({ file, format: list.format, ...counts.toJson() }, null, 2)}\n`);
    else printCounts(file, list.format, counts, options.lang);
    if (counts.rejected.length > 0) process.exitCode = 1;
  } finally {
    bar.stop();
    await source.close();
    await close();
  }
}

type Rejected = Extract<OptOutRow, { kind: 'rejected' }>;

/** What the rows of a list came to. */
class Counts {
  readonly results = { closed: 0, 'closed-already': 0, 'opened-since': 0 };
  readonly passedOver = { 'not-opted-out': 0, 'other-channel': 0, 'says-nothing': 0 };
  readonly rejected: Pick<Rejected, 'line' | 'reason'>[] = [];
  unreadTimes = 0;

  add(result: ClosingResult): void {
    this.results[result] += 1;
  }

  see(row: OptOutRow): void {
    if (row.kind === 'passed-over') this.passedOver[row.why] += 1;
    else if (row.kind === 'rejected') this.rejected.push({ line: row.line, reason: row.reason });
    else if (row.unreadTime !== undefined) this.unreadTimes += 1;
  }

  toJson(): object {
    const { results, passedOver, rejected, unreadTimes } = this;
    return { ...results, passedOver, rejected, unreadTimes };
  }
}

function printCounts(
  file: string,
  format: keyof (typeof privacyWords)['en']['optOuts']['formats'],
  { results, passedOver, rejected, unreadTimes }: Counts,
  language: Language,
): void {
  const words = privacyWords[language].optOuts;
  const line = (label: string, count: number) =>
    process.stdout.write(`  ${label}: ${count.toLocaleString(words.locale)}\n`);
  process.stdout.write(`${words.title(file, words.formats[format])}\n`);
  line(words.closed, results.closed);
  line(words.alreadyClosed, results['closed-already']);
  if (results['opened-since'] > 0) line(words.openedSince, results['opened-since']);
  for (const why of ['not-opted-out', 'other-channel', 'says-nothing'] as const)
    if (passedOver[why] > 0) line(`${words.passedOver} (${words.passedOverBecause[why]})`, passedOver[why]);
  if (unreadTimes > 0) line(words.unreadTimes, unreadTimes);
  if (rejected.length === 0) return;
  line(words.rejected, rejected.length);
  for (const { line: at, reason } of rejected.slice(0, rejectionsShown))
    process.stderr.write(`    ${words.line(at, words.problem(reason))}\n`);
  const more = rejected.length - rejectionsShown;
  if (more > 0) process.stderr.write(`    ${words.more(more.toLocaleString(words.locale))}\n`);
}

async function exportList(options: {
  readonly directory: string;
  readonly lang: Language;
  readonly output?: string;
}): Promise<void> {
  const { store, close } = await openExistingTarget(options.directory, options.lang);
  try {
    let count = 0;
    const lines = writeOptOuts(counted(store, () => (count += 1)));
    if (options.output === undefined) {
      for await (const line of lines) process.stdout.write(line);
      return;
    }
    await pipeline(lines, createWriteStream(options.output));
    const words = privacyWords[options.lang].optOuts;
    process.stdout.write(`${words.exported(count, count.toLocaleString(words.locale))}\n`);
  } finally {
    await close();
  }
}

async function* counted(store: Store, onOne: () => void): AsyncGenerator<OptOut> {
  for await (const one of listClosed(store)) {
    onOne();
    yield one;
  }
}
