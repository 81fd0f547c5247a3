import { Command, Option } from 'commander';
import { instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import { gatherCustomer } from '../../shared/operations/gather-customer.ts';
import type { CustomerPicture } from '../../shared/portrait/picture.ts';
import { findCustomers } from '../customer/find-customers.ts';
import { renderCustomer } from '../customer/portrait.ts';
import { day, directoryOption, jsonOption, languageOption } from '../options.ts';
import { openExistingTarget } from '../target.ts';

interface CustomerOptions {
  readonly directory: string;
  readonly lang: Language;
  readonly asOf?: PlainDate;
  readonly json?: boolean;
}

/** `rekindle customer`: everything known about one customer, and the reasons for their classes. */
export function createCustomerCommand(): Command {
  return new Command('customer')
    .description('Show everything known about one customer: forecast, classes with their reasons, timeline')
    .argument('<id or email>')
    .addOption(new Option('--as-of <day>', 'explain as of this day (default: the last night)').argParser(day))
    .addOption(languageOption())
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle customer C000042\n  $ npx rekindle customer ann@example.com --lang zh\n  $ npx rekindle customer C000042 --as-of 2027-01-31   if nothing happens until then\n  $ npx rekindle customer C000042 --json',
    )
    .action(run);
}

async function run(idOrEmail: string, { directory, lang, asOf, json }: CustomerOptions): Promise<void> {
  const { store, close } = await openExistingTarget(directory, lang);
  try {
    const [profile] = await findCustomers(store, idOrEmail);
    if (profile === undefined) return;
    const [settings, picture] = await Promise.all([
      store.settings.load(),
      gatherCustomer(store, profile, lang, { asOf, at: instantFromMs(Date.now()) }),
    ]);
    process.stdout.write(
      json === true
        ? `${JSON.stringify(toJson(picture), null, 2)}\n`
        : renderCustomer(
            picture,
            settings,
            lang,
            process.stdout.isTTY === true,
            process.stdout.columns ?? 110,
          ),
    );
  } finally {
    await close();
  }
}

/** The picture without the population, which is the same for every customer. */
function toJson({ scored, ...known }: CustomerPicture) {
  if (scored === undefined) return known;
  const { population: _, ...rest } = scored;
  return { ...known, ...rest };
}
