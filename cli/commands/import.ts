import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import pc from 'picocolors';
import { hasNeededColumns } from '../../connectors/csv/columns.ts';
import { openSource, type SourceFile } from '../../connectors/csv/file.ts';
import { type ImportSink, type ImportSummary, importOrders, noSink } from '../../connectors/csv/import.ts';
import { inspectFile, needsInspection } from '../../connectors/csv/inspect.ts';
import type { Mapping } from '../../connectors/csv/mapping.ts';
import { parseMapping } from '../../connectors/csv/parse-mapping.ts';
import { detectPreset, presetFor, presetNamed } from '../../connectors/csv/presets.ts';
import { openRejects, type RejectsFile, rejectsPathFor } from '../../connectors/csv/rejects-file.ts';
import { openTable, type Table, type TableOptions } from '../../connectors/csv/table.ts';
import { type Instant, instantFromMs } from '../../shared/calendar.ts';
import { InvalidInputError, NotFoundError, RekindleError } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { rejectsWarning, summaryLines, summaryTitle } from '../import-summary.ts';
import { createProgressBar, type ProgressBar, type TerminalStream } from '../progress.ts';
import { createImportCommandLine, type ImportCommandOptions } from './import-options.ts';

export type { ImportCommandOptions } from './import-options.ts';

/** A store to import into, with the settings of its shop. */
export interface OpenedSink {
  readonly sink: ImportSink;
  readonly settings: Settings;
  close(): Promise<void>;
}

/** Where the command writes: results to `out`, progress, warnings and errors to `err`. */
export interface Terminal {
  readonly out: TerminalStream;
  readonly err: TerminalStream;
}

/**
 * `rekindle import FILE`: imports a file of orders. The command leaves its exit code in `process.exitCode`.
 *
 * @param openSink opens the store that the options name; called only after the file has proved readable
 */
export function createImportCommand(
  openSink: (options: ImportCommandOptions) => Promise<OpenedSink>,
  terminal: Terminal = { out: process.stdout, err: process.stderr },
): Command {
  return createImportCommandLine()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action(async (path: string, options: ImportCommandOptions) => {
      try {
        await run(path, options, openSink, terminal);
      } catch (error) {
        if (!(error instanceof RekindleError)) throw error;
        const isUsersMistake = error instanceof InvalidInputError || error instanceof NotFoundError;
        terminal.err.write(`${colours(terminal.err).red(error.message)}\n`);
        process.exitCode = isUsersMistake ? 2 : 1;
      }
    });
}

async function run(
  path: string,
  options: ImportCommandOptions,
  openSink: (options: ImportCommandOptions) => Promise<OpenedSink>,
  terminal: Terminal,
): Promise<void> {
  const now = instantFromMs(Date.now());
  refuseFuture(options.exportedAt, now);
  const source = await openSource(path);
  try {
    const { encoding, delimiter } = options;
    const fileOptions = {
      ...(encoding !== undefined && { encoding }),
      ...(delimiter !== undefined && { delimiter }),
    };
    const given = await givenMapping(options);
    const tableOptions: TableOptions = {
      name: path,
      ...fileOptions,
      ...(given !== undefined && { quoting: given.mapping.quoting }),
      isHeader: (columns) =>
        given === undefined ? detectPreset(columns) !== undefined : hasNeededColumns(given.mapping, columns),
    };
    const table = await openTable(source.bytes, tableOptions);
    const { name, mapping } = withOverrides(given ?? presetFor(table), options);
    const opened = await openSink(options);
    try {
      if (needsInspection({ table, mapping })) {
        await inspect(path, tableOptions, mapping);
      }
      const rejects = await openRejects(options.rejects ?? rejectsPathFor(path), table);
      const bar = createProgressBar(terminal.err);
      const summary = await importWith({ source, table, mapping, options, opened, rejects, bar, now });
      printSummary({ path, name, summary, rejectsPath: rejects.path, options }, terminal);
    } finally {
      await opened.close();
    }
  } finally {
    source.close();
  }
}

function refuseFuture(exportedAt: Instant | undefined, now: Instant): void {
  if (exportedAt === undefined || exportedAt <= now) return;
  const message = `${exportedAt} lies in the future; give the time when the shop wrote the file`;
  throw new InvalidInputError('This import cannot be dated', [{ path: 'exported-at', message }]);
}

/** Reads the whole file once more, before anything of it is stored. */
async function inspect(path: string, tableOptions: TableOptions, mapping: Mapping): Promise<void> {
  const source = await openSource(path);
  try {
    await inspectFile({ mapping, table: await openTable(source.bytes, tableOptions) });
  } finally {
    source.close();
  }
}

interface ChosenMapping {
  readonly name: string;
  readonly mapping: Mapping;
}

/** The mapping that the options name; undefined when it is to be detected. */
async function givenMapping({
  mapping: path,
  preset,
}: ImportCommandOptions): Promise<ChosenMapping | undefined> {
  if (path !== undefined) return { name: path, mapping: parseMapping(await readMapping(path), path) };
  return preset === undefined ? undefined : { name: preset, mapping: presetNamed(preset) };
}

const withOverrides = (
  { name, mapping }: ChosenMapping,
  { timeZone, currency }: ImportCommandOptions,
): ChosenMapping => ({
  name,
  mapping: {
    ...mapping,
    ...(timeZone !== undefined && { timeZone }),
    ...(currency !== undefined && { currency }),
  },
});

const readMapping = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: Error) => {
    throw new NotFoundError(`the mapping cannot be read (${cause.message})`, { where: path, cause });
  });

interface Work {
  readonly source: SourceFile;
  readonly table: Table;
  readonly mapping: Mapping;
  readonly options: ImportCommandOptions;
  readonly opened: OpenedSink;
  readonly rejects: RejectsFile;
  readonly bar: ProgressBar;
  readonly now: Instant;
}

async function importWith({
  source,
  table,
  mapping,
  options,
  opened,
  rejects,
  bar,
  now,
}: Work): Promise<ImportSummary> {
  const { timeZone, currency } = opened.settings;
  try {
    const summary = await importOrders({
      table,
      mapping,
      settings: { timeZone, currency },
      sink: options.dryRun ? noSink : opened.sink,
      receivedAt: now,
      observedAt: options.exportedAt ?? now,
      inventAddresses: options.inventAddresses ?? false,
      rejectAnonymous: options.rejectAnonymous ?? false,
      onRejected: (rejection) => rejects.write(rejection),
      onProgress: ({ read, takenIn }) =>
        takenIn === 0
          ? bar.show('Reading  ', source.bytesRead(), source.sizeBytes)
          : bar.show('Taking in', takenIn, read),
    });
    await rejects.finish();
    return summary;
  } catch (error) {
    await rejects.discard();
    throw error;
  } finally {
    bar.stop();
  }
}

interface PrintedSummary {
  readonly path: string;
  readonly name: string;
  readonly summary: ImportSummary;
  readonly rejectsPath: string;
  readonly options: ImportCommandOptions;
}

function printSummary(
  { path, name, summary, rejectsPath, options }: PrintedSummary,
  { out, err }: Terminal,
): void {
  const { dryRun = false, json, lang } = options;
  const rejectsFile = summary.rowsRejected > 0 ? rejectsPath : undefined;
  if (json) {
    const { stored, ...counts } = summary;
    const result = { file: path, mapping: name, dryRun, ...counts, ...(!dryRun && { stored }), rejectsFile };
    out.write(`${JSON.stringify(result, null, 2)}\n`);
  } else {
    out.write(`${colours(out).bold(summaryTitle({ path, mapping: name, dryRun }, lang))}\n`);
    for (const line of summaryLines(summary, { dryRun }, lang)) out.write(`  ${line}\n`);
  }
  if (rejectsFile === undefined) return;
  err.write(`${colours(err).yellow(rejectsWarning(summary.rowsRejected, rejectsFile, lang))}\n`);
}

// picocolors checks only stdout, and errors go to stderr.
const colours = (stream: { readonly isTTY?: boolean }) =>
  pc.createColors(pc.isColorSupported && stream.isTTY === true);
