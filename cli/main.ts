import { Command } from 'commander';
import pc from 'picocolors';
import { LocalDynamoDbError } from '../infra/local/dynamodb/errors.ts';
import { PortInUseError } from '../infra/local/listen.ts';
import { InvalidInputError, NotFoundError, RekindleError } from '../shared/errors.ts';
import { YamlFileError } from '../shared/files/yaml-file.ts';
import { createAudienceCommand } from './commands/audience.ts';
import { createBacktestCommand } from './commands/backtest.ts';
import { createCampaignsCommand } from './commands/campaigns.ts';
import { createCouponsCommand } from './commands/coupons.ts';
import { createCustomerCommand } from './commands/customer.ts';
import { createDemoCommand } from './commands/demo.ts';
import { createEraseCommand } from './commands/erase.ts';
import { createExportCommand } from './commands/export.ts';
import { createImportCommand } from './commands/import.ts';
import { createNightCommand } from './commands/night.ts';
import { createOptOutsCommand } from './commands/opt-outs.ts';
import { createPopulationCommand } from './commands/population.ts';
import { createReplayCommand } from './commands/replay.ts';
import { createReportCommand } from './commands/report.ts';
import { createSettingsCommand } from './commands/settings.ts';
import { createSimulateShopCommand } from './commands/simulate-shop.ts';
import { createStartCommand } from './commands/start.ts';
import { openSink } from './import-sink.ts';

const program = new Command('rekindle')
  .description('Marketing automation that runs in your own AWS account')
  .addHelpText(
    'after',
    `
Examples:
  $ npx rekindle demo                                   two years of a simulated shop, thirty nights, one report
  $ npx rekindle import orders.csv --directory my-shop  your own orders
  $ npx rekindle campaigns check workflows/campaigns/*.yaml
  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml
  $ npx rekindle audience explain win-back ann@example.com
  $ npx rekindle night                                  rescore every customer and run the steps that are due
  $ npx rekindle report --lang zh
  $ npx rekindle population --html population.html

npx finds this command only in Rekindle's own folder; elsewhere run "npm link" there once and leave out npx.

Data is kept in the folder .rekindle, unless --directory names another or the environment names tables in AWS
(REKINDLE_CUSTOMERS_TABLE and so on; see docs/deploy.md).`,
  )
  .showHelpAfterError('(add --help for the options and examples)');

for (const command of [
  createDemoCommand(),
  createStartCommand(),
  createImportCommand(openSink),
  createReplayCommand(),
  createNightCommand(),
  createReportCommand(),
  createCouponsCommand(),
  createPopulationCommand(),
  createCustomerCommand(),
  createExportCommand(),
  createEraseCommand(),
  createOptOutsCommand(),
  createBacktestCommand(),
  createCampaignsCommand(),
  createAudienceCommand(),
  createSettingsCommand(),
  createSimulateShopCommand(),
]) {
  program.addCommand(command);
}
exitWith2OnWrongUsage(program);

// Whoever reads the output may have seen enough, as head does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  fail(error);
});

// The embedded stack also works in the background; a failure there ends the command as well.
process.on('uncaughtException', fail);

await program.parseAsync().catch(fail);

/** Commander exits with 1 for a wrong option. Nothing has been tried by then, so the code should be 2. */
function exitWith2OnWrongUsage(command: Command): void {
  command.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const inner of command.commands) exitWith2OnWrongUsage(inner);
}

function fail(error: unknown): never {
  process.stderr.write(`${pc.red('error:')} ${explain(error)}\n`);
  const isUsersMistake =
    error instanceof InvalidInputError || error instanceof NotFoundError || error instanceof YamlFileError;
  process.exit(isUsersMistake ? 2 : 1);
}

/** An error that a person can fix is printed as its message; any other is a bug, and its stack helps to find it. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOSPC') {
    return 'the disk is full. Nothing is half-written: make room and run the command again.';
  }
  const isForPeople =
    error instanceof RekindleError || error instanceof LocalDynamoDbError || error instanceof PortInUseError;
  return isForPeople ? error.message : String(error.stack);
}
