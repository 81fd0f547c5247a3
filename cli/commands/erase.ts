import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { type Instant, instantFromMs } from '../../shared/calendar.ts';
import { erasureSchema } from '../../shared/erasures/erasure.ts';
import { InvalidInputError, issuesOf, NotFoundError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { eraseAgain, eraseCustomer, type Surroundings } from '../../shared/operations/erase-customer.ts';
import { exportCustomer } from '../../shared/operations/export-customer.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Store } from '../../shared/store/store.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { privacyWords } from '../../shared/words/privacy.ts';
import { confirm } from '../confirm.ts';
import { findCustomers, othersWithMailbox } from '../customer/find-customers.ts';
import { directoryOption, jsonOption, languageOption } from '../options.ts';
import { openSurroundings } from '../surroundings.ts';
import { openExistingTarget } from '../target.ts';

interface EraseOptions {
  readonly directory: string;
  readonly lang: Language;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly list?: boolean;
  readonly again?: string;
}

const examples = `
Examples:
  $ npx rekindle erase C000042                          one customer
  $ npx rekindle erase ann@example.com                  everybody with this email address
  $ npx rekindle erase --list > erasures.json           before tables are restored from a backup
  $ npx rekindle erase --again erasures.json            after they were restored

An order that is placed later starts a new customer, without consent to marketing.`;

/** `rekindle erase`: deletes everything about a customer, and remembers that it was deleted. */
export function createEraseCommand(): Command {
  return new Command('erase')
    .description('Erase a customer from all tables, for good (GDPR article 17, PIPL article 47)')
    .argument('[id or email]')
    .addOption(new Option('--yes', 'erase without being asked'))
    .addOption(new Option('--list', 'print all erasures, which name nobody, as JSON'))
    .addOption(new Option('--again <file>', 'apply a list of erasures to tables that were restored'))
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText('after', examples)
    .action(run);
}

async function run(idOrEmail: string | undefined, options: EraseOptions): Promise<void> {
  const { store, close } = await openExistingTarget(options.directory, options.lang);
  try {
    if (options.list === true) return print(JSON.stringify(await store.erasures.all(), null, 2));
    const surroundings = await openSurroundings(options.directory);
    if (options.again !== undefined) return await applyAgain(store, options.again, surroundings, options);
    if (idOrEmail === undefined)
      throw new InvalidInputError('name a customer, by id or email address', [], 'erase');
    const customers = await findCustomers(store, idOrEmail);
    // The moment of the answer: what has happened while the question stood is erased too.
    if (await isConfirmed(store, customers, options))
      await eraseAll(store, customers, instantFromMs(Date.now()), surroundings, options);
    else print(commandWords[options.lang].stopped);
  } finally {
    await close();
  }
}

/** Says what will be erased, and asks. */
async function isConfirmed(
  store: Store,
  customers: readonly Profile[],
  { lang, yes, json }: EraseOptions,
): Promise<boolean> {
  const words = privacyWords[lang];
  if (json !== true) {
    for (const { customerId } of customers) {
      const { activity, coupons, calls, enrolments } = await exportCustomer(store, customerId);
      const facts = activity.length + coupons.length + calls.length;
      print(words.willErase(customerId, facts, enrolments.length));
    }
    const others = await othersWithMailbox(store, customers);
    if (others.length > 0) print(words.others(others.length, others.join(', ')));
    print(words.cannotBeUndone);
  }
  return confirm(yes, lang);
}

async function eraseAll(
  store: Store,
  customers: readonly Profile[],
  now: Instant,
  surroundings: Surroundings,
  { lang, json }: EraseOptions,
): Promise<void> {
  const words = privacyWords[lang];
  for (const { customerId } of customers) {
    const result = await eraseCustomer(store, customerId, now, surroundings);
    if (json === true) {
      print(JSON.stringify({ customerId, ...result }));
      continue;
    }
    print(words.erased(customerId));
    if (result.callbacksEnded > 0) print(words.callsEnded(result.callbacksEnded));
  }
  if (json !== true) print(words.stays);
}

async function applyAgain(
  store: Store,
  file: string,
  surroundings: Surroundings,
  { lang, json }: EraseOptions,
): Promise<void> {
  const erasures = await readErasures(file);
  const erased = await eraseAgain(store, erasures, surroundings);
  print(
    json === true
      ? JSON.stringify({ erasures: erasures.length, erased })
      : privacyWords[lang].erasedAgain(erasures.length, erased),
  );
}

async function readErasures(file: string) {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new NotFoundError(`the list cannot be read (${cause.message})`, { where: file, cause });
  });
  const parsed = z.array(erasureSchema).safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    'this is no list of erasures; "rekindle erase --list" prints one',
    issuesOf(parsed.error),
    file,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
