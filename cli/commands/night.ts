import { setTimeout as pause } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Command, Option } from 'commander';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { localIdentity } from '../../infra/local/tables.ts';
import { dayIn, instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import { RekindleError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { nightLines, noteOnDate } from '../night-text.ts';
import { day, directoryOption, jsonOption, languageOption } from '../options.ts';
import { findRunningStack, refuseFolderWithoutData } from '../target.ts';

interface NightOptions {
  readonly date?: PlainDate;
  readonly directory: string;
  readonly lang: Language;
  readonly json?: boolean;
}

/**
 * `rekindle night`: runs a night now on the embedded stack. A repeat resumes an interrupted night and leaves a closed
 * one alone.
 */
export function createNightCommand(): Command {
  return new Command('night')
    .description(
      'Run a night now: rescore every customer, enrol them, and run the campaign steps that are due',
    )
    .addOption(new Option('--date <day>', 'which night (default: tonight)').argParser(day))
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle night\n  $ npx rekindle night --date 2026-11-21\n  $ npx rekindle night --json\n\nRunning an interrupted night again resumes it; a closed night is left alone.\nIn AWS: aws stepfunctions start-execution --state-machine-arn … --input \'{"date":"2026-11-21"}\'',
    )
    .action(async ({ date, directory, lang, json }: NightOptions) => {
      await refuseFolderWithoutData(directory, lang);
      const running = await findRunningStack(directory);
      const output: unknown = JSON.parse(
        running === undefined
          ? await runOnOwnStack(directory, date, lang)
          : await runOnRunningStack(running.stepFunctions, date),
      );
      const lines = json === true ? [JSON.stringify(output, null, 2)] : nightLines(output, lang);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

/** Runs the night on a stack that is started for it. */
async function runOnOwnStack(
  directory: string,
  date: PlainDate | undefined,
  language: Language,
): Promise<string> {
  const stack = await startStack({ directory, inProcess: true });
  try {
    if (date !== undefined) await sayWhatIsSpecial(stack, date, language);
    const { status, output, error, cause } = await stack.runNight(date);
    await stack.idle();
    return outputOf(status, output, error, cause);
  } finally {
    await stack.close();
  }
}

/** Runs the night on the stack that is already running on the directory. */
async function runOnRunningStack(endpoint: string, date: PlainDate | undefined): Promise<string> {
  const client = new SFNClient({ endpoint, ...localIdentity });
  const stateMachineArn = 'arn:aws:states:local:000000000000:stateMachine:nightly-rescore';
  const input = JSON.stringify(date === undefined ? {} : { date });
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input }));
  for (;;) {
    const {
      status = '',
      output,
      error,
      cause,
    } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return outputOf(status, output, error, cause);
    await pause(200);
  }
}

/** Says on standard error what a night of the past or the future will do, before it does. */
async function sayWhatIsSpecial({ store }: Stack, date: PlainDate, language: Language): Promise<void> {
  const [{ timeZone }, latest] = await Promise.all([store.settings.load(), store.nights.latest()]);
  const today = dayIn(timeZone, instantFromMs(Date.now()));
  const note = noteOnDate(date, { today, latest: latest?.date }, commandWords[language]);
  if (note !== undefined) process.stderr.write(`${note}\n`);
}

function outputOf(status: string, output?: string, error?: string, cause?: string): string {
  if (status === 'SUCCEEDED') return output ?? '{}';
  throw new RekindleError(
    `the night ended as ${status}: ${error ?? ''} ${cause ?? ''}. Run it again to resume it.`,
  );
}
