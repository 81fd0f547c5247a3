import { Command } from 'commander';
import { exportCustomer } from '../../shared/operations/export-customer.ts';
import { findCustomers } from '../customer/find-customers.ts';
import { directoryOption } from '../options.ts';
import { openExistingTarget } from '../target.ts';

/** `rekindle export`: everything that is kept about a customer, for the customer. */
export function createExportCommand(): Command {
  return new Command('export')
    .description(
      'Print everything that is kept about a customer as JSON (GDPR articles 15 and 20, PIPL article 45)',
    )
    .argument('<id or email>')
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle export C000042 > C000042.json\n  $ npx rekindle export ann@example.com      everybody with this email address',
    )
    .action(async (idOrEmail: string, { directory }: { readonly directory: string }) => {
      const { store, close } = await openExistingTarget(directory, 'en');
      try {
        const customers = await findCustomers(store, idOrEmail);
        const exported = await Promise.all(
          customers.map(({ customerId }) => exportCustomer(store, customerId)),
        );
        process.stdout.write(`${JSON.stringify(exported, null, 2)}\n`);
      } finally {
        await close();
      }
    });
}
