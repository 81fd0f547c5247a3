import { setTimeout as pause } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Command, Option } from 'commander';
import { startStack } from '../../infra/local/stack.ts';
import { localIdentity } from '../../infra/local/tables.ts';
import type { PlainDate } from '../../shared/calendar.ts';
import { RekindleError } from '../../shared/errors.ts';
import { day, directoryOption } from '../options.ts';
import { findRunningStack } from '../target.ts';

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
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle night\n  $ npx rekindle night --date 2026-11-21\n\nRunning an interrupted night again resumes it; a closed night is left alone.\nIn AWS: aws stepfunctions start-execution --state-machine-arn … --input \'{"date":"2026-11-21"}\'',
    )
    .action(async ({ date, directory }: { date?: PlainDate; directory: string }) => {
      const running = await findRunningStack(directory);
      const output =
        running === undefined
          ? await runOnOwnStack(directory, date)
          : await runOnRunningStack(running.stepFunctions, date);
      process.stdout.write(`${output}\n`);
    });
}

/** Runs the night on a stack that is started for it. */
async function runOnOwnStack(directory: string, date: PlainDate | undefined): Promise<string> {
  const stack = await startStack({ directory });
  try {
    const { status, output, error, cause } = await stack.runNight(date);
    await stack.idle();
    return formatOutput(status, output, error, cause);
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
    if (status !== 'RUNNING') return formatOutput(status, output, error, cause);
    await pause(200);
  }
}

function formatOutput(status: string, output?: string, error?: string, cause?: string): string {
  if (status === 'SUCCEEDED') return JSON.stringify(JSON.parse(output ?? '{}'), null, 2);
  throw new RekindleError(
    `the night ended as ${status}: ${error ?? ''} ${cause ?? ''}. Run it again to resume it.`,
  );
}
