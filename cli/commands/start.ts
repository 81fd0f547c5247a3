import { Command, Option } from 'commander';
import { environmentFor } from '../../infra/local/environment.ts';
import { keepHours, nightBegins } from '../../infra/local/scheduler.ts';
import { startStack } from '../../infra/local/stack.ts';
import { RekindleError } from '../../shared/errors.ts';
import { directoryOption, wholeNumber } from '../options.ts';
import { announce, runningStack } from '../target.ts';

export const defaultApiPort = 7400;

/** `rekindle start`: the embedded stack, until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .description('Keep the embedded stack running: HTTP API, inbox, workflows, tables, nights')
    .addOption(
      new Option('--port <number>', 'of the HTTP API; the inbox and the others take the next three')
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
  if ((await runningStack(directory)) !== undefined) {
    throw new RekindleError('a stack is running here already; stop it with Ctrl-C in its own window', {
      where: directory,
    });
  }
  const stack = await startStack({
    directory,
    ports: { api: port, ses: port + 1, dynamoDb: port + 2, stepFunctions: port + 3 },
    onCrash(error) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  });
  const retract = await announce(directory, stack.endpoints);
  const { timeZone } = await stack.store.settings.load();
  const stopHours = keepHours(stack, timeZone);
  const { ses, api, ...others } = stack.endpoints;
  process.stdout.write(
    `Inbox          ${ses}/\nHTTP API       ${api}/orders, /activity, /coupons/CODE, /callback-tasks, /unsubscribe/TOKEN\n\n` +
      `For the AWS CLI and SDKs:\n${exportsOf(environmentFor({ ses, ...others }))}\n\nNights begin at ${nightBegins.slice(0, 5)} (${timeZone}). Ctrl-C stops.\n`,
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
  stopHours();
  await retract();
  await stack.close();
}

const exportsOf = (environment: Record<string, string>): string =>
  Object.entries(environment)
    .map(([name, value]) => `  export ${name}=${value}`)
    .join('\n');
