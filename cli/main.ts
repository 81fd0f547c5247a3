import { Command } from 'commander';
import pc from 'picocolors';
import { LocalDynamoDbError } from '../infra/local/dynamodb/errors.ts';
import { PortInUseError } from '../infra/local/listen.ts';
import { CampaignFileError } from '../shared/campaigns/read-campaign.ts';
import { InvalidInputError, NotFoundError, RekindleError } from '../shared/errors.ts';
import { backtestCommand } from './commands/backtest.ts';
import { campaignsCommand } from './commands/campaigns.ts';
import { customerCommand } from './commands/customer.ts';
import { demoCommand } from './commands/demo.ts';
import { importCommand } from './commands/import.ts';
import { nightCommand } from './commands/night.ts';
import { populationCommand } from './commands/population.ts';
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
  $ npx rekindle import orders.csv --directory my-shop   your own orders
  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml
  $ npx rekindle night                                  rescore everybody and run what is due
  $ npx rekindle report --lang zh
  $ npx rekindle population --html population.html

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
  populationCommand(),
  customerCommand(),
  backtestCommand(),
  campaignsCommand(),
  settingsCommand(),
  simulateShopCommand(),
]) {
  program.addCommand(command);
}
leaveWith2OnWrongUsage(program);

// The embedded stack works in the background too; what fails there ends the command just the same.
process.on('uncaughtException', fail);

await program.parseAsync().catch(fail);

/** Commander leaves with 1 for a wrong option; by then nothing has been tried, so it is a 2. */
function leaveWith2OnWrongUsage(command: Command): void {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const inner of command.commands) leaveWith2OnWrongUsage(inner);
}

function fail(error: unknown): never {
  process.stderr.write(`${pc.red('error:')} ${explained(error)}\n`);
  const isMistake =
    error instanceof InvalidInputError ||
    error instanceof NotFoundError ||
    error instanceof CampaignFileError;
  process.exit(isMistake ? 2 : 1);
}

/** What a person can mend is told in a sentence; anything else is a defect, and its stack helps to find it. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOSPC') {
    return 'the disk is full. Nothing is half-written: make room and run the command again.';
  }
  const isForPeople =
    error instanceof RekindleError || error instanceof LocalDynamoDbError || error instanceof PortInUseError;
  return isForPeople ? error.message : String(error.stack);
}
