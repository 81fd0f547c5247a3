import { Command, Option } from 'commander';
import { environmentFor } from '../../infra/local/environment.ts';
import { startScheduler } from '../../infra/local/scheduler.ts';
import { startStack } from '../../infra/local/stack.ts';
import { RekindleError } from '../../shared/errors.ts';
import { nightBeginsAtTime } from '../../shared/night-begins.ts';
import { buildConsoleIfStale } from '../console-build.ts';
import { directoryOption, wholeNumber } from '../options.ts';
import { announceStack, findRunningStack } from '../target.ts';

/** The port of the embedded stack's HTTP API when no other is named. */
export const defaultApiPort = 7400;

/** `rekindle start`: runs the embedded stack until Ctrl-C. */
export function createStartCommand(): Command {
  return new Command('start')
    .description('Run the embedded stack until Ctrl-C: console, HTTP API, inbox, workflows, tables, nights')
    .addOption(
      new Option('--port <number>', 'port of the HTTP API; the other services use the next three')
        .default(defaultApiPort)
        .argParser(wholeNumber(1, 65_532)),
    )
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npm start\n  $ npx rekindle start --port 9000 --directory my-shop',
    )
    .action(start);
}

async function start({ port, directory }: { port: number; directory: string }): Promise<void> {
  if ((await findRunningStack(directory)) !== undefined) {
    throw new RekindleError(
      'a stack is already running on this folder; stop it with Ctrl-C in its own window',
      {
        where: directory,
      },
    );
  }
  await buildConsoleIfStale(() => process.stderr.write('Building the console…\n'));
  const stack = await startStack({
    directory,
    ports: { api: port, ses: port + 1, dynamoDb: port + 2, stepFunctions: port + 3 },
    onCrash(error) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  });
  const removeNote = await announceStack(directory, stack.endpoints);
  const { timeZone } = await stack.store.settings.load();
  const stopScheduler = startScheduler(stack, timeZone);
  const { ses, api, ...others } = stack.endpoints;
  process.stdout.write(
    `Console        ${api}/console/\nInbox          ${ses}/\nHTTP API       ${api}/orders, /activity, /coupons/CODE, /callback-tasks, /unsubscribe/TOKEN\n\n` +
      `For the AWS CLI and SDKs:\n${exportsOf(environmentFor({ ses, ...others }))}\n\nNights begin at ${nightBeginsAtTime.slice(0, 5)} (${timeZone}). Ctrl-C stops.\n`,
  );
  await new Promise<void>((resolve) => {
    const keepAlive = setInterval(() => undefined, 2 ** 30);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        clearInterval(keepAlive);
        resolve();
      });
    }
  });
  stopScheduler();
  await removeNote();
  await stack.close();
}

const exportsOf = (environment: Record<string, string>): string =>
  Object.entries(environment)
    .map(([name, value]) => `  export ${name}=${value}`)
    .join('\n');
