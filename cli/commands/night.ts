import { setTimeout as pause } from 'node:timers/promises';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Command, Option } from 'commander';
import { startStack } from '../../infra/local/stack.ts';
import { localIdentity } from '../../infra/local/tables.ts';
import type { PlainDate } from '../../shared/calendar.ts';
import { RekindleError } from '../../shared/errors.ts';
import { day, directoryOption } from '../options.ts';
import { runningStack } from '../target.ts';

/** `rekindle night`: runs a night now, on the embedded stack. */
export function nightCommand(): Command {
  return new Command('night')
    .description('Run a night now: rescore every customer, enrol them, run the campaign steps that are due')
    .addOption(new Option('--date <day>', 'which night (default: tonight)').argParser(day))
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle night\n  $ npx rekindle night --date 2026-11-21\n\nA night that broke off is resumed by running it again; one that is closed is left alone.\nIn AWS: aws stepfunctions start-execution --state-machine-arn … --input \'{"date":"2026-11-21"}\'',
    )
    .action(async ({ date, directory }: { date?: PlainDate; directory: string }) => {
      const running = await runningStack(directory);
      const output =
        running === undefined ? await runHere(directory, date) : await runThere(running.stepFunctions, date);
      process.stdout.write(`${output}\n`);
    });
}

/** Starts a stack for this one night. */
async function runHere(directory: string, date: PlainDate | undefined): Promise<string> {
  const stack = await startStack({ directory });
  try {
    const { status, output, error, cause } = await stack.runNight(date);
    await stack.idle();
    return outputOf(status, output, error, cause);
  } finally {
    await stack.close();
  }
}

/** Asks the stack that is running on the directory. */
async function runThere(endpoint: string, date: PlainDate | undefined): Promise<string> {
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

function outputOf(status: string, output?: string, error?: string, cause?: string): string {
  if (status === 'SUCCEEDED') return JSON.stringify(JSON.parse(output ?? '{}'), null, 2);
  throw new RekindleError(
    `the night ended as ${status}: ${error ?? ''} ${cause ?? ''}. Run it again to resume it.`,
  );
}
