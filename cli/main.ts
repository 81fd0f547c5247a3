import { Command } from 'commander';
import pc from 'picocolors';
import { RekindleError } from '../shared/errors.ts';
import { campaignsCommand } from './commands/campaigns.ts';
import { customerCommand } from './commands/customer.ts';
import { demoCommand } from './commands/demo.ts';
import { importCommand } from './commands/import.ts';
import { nightCommand } from './commands/night.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { settingsCommand } from './commands/settings.ts';
import { simulateShopCommand } from './commands/simulate-shop.ts';
import { startCommand } from './commands/start.ts';
import { openSink } from './import-sink.ts';

const program = new Command('rekindle')
  .description('Marketing automation that a shop runs in its own AWS account')
  .addHelpText(
    'after',
    `
Examples:
  $ npx rekindle demo                                   two years of a simulated shop, thirty nights, one report
  $ npx rekindle import orders.csv                      your own orders
  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml
  $ npx rekindle night                                  rescore everybody and run what is due
  $ npx rekindle report --lang zh

Data stays in the folder .rekindle, unless --directory names another, or the environment names tables in AWS
(REKINDLE_CUSTOMERS_TABLE and so on; see docs/deploy.md).`,
  )
  .showHelpAfterError('(add --help for the options and examples)');

for (const command of [
  demoCommand(),
  startCommand(),
  importCommand(openSink),
  replayCommand(),
  nightCommand(),
  reportCommand(),
  customerCommand(),
  campaignsCommand(),
  settingsCommand(),
  simulateShopCommand(),
]) {
  program.addCommand(command);
}

try {
  await program.parseAsync();
} catch (error) {
  // What a person can mend is told in a sentence; anything else is a defect, and its stack helps to find it.
  const isExpected =
    error instanceof RekindleError || (error instanceof Error && 'failure' in error) || isPortInUse(error);
  process.stderr.write(
    `${pc.red('error:')} ${isExpected ? (error as Error).message : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
}

function isPortInUse(error: unknown): boolean {
  return error instanceof Error && error.name === 'PortInUseError';
}
