import { Argument, Command, Option } from 'commander';
import { adNetworks } from '../../connectors/ad-audiences/formats.ts';
import { createJsonSchema } from '../../shared/campaigns/json-schemas.ts';
import { checkAudiences } from '../audience/check.ts';
import { explainMembership } from '../audience/explain.ts';
import { listMembers } from '../audience/list.ts';
import { defaultAudienceFolder } from '../audience-files.ts';
import { day, directoryOption, languageOption } from '../options.ts';

const foldersOption = () =>
  new Option('--audiences <folder>', 'where shared audiences are').default(defaultAudienceFolder);
const dayOption = () =>
  new Option('--as-of <day>', 'as of this day (default: the next night)').argParser(day);
const nameArgument = () =>
  new Argument('<audience>', 'the name of a shared audience, a file, or the id of a published campaign');

/** `rekindle audience …`: checks shared audiences, lists their members, and explains who is in them and why. */
export function createAudienceCommand(): Command {
  const audience = new Command('audience').description(
    'Check shared audiences, list and export their members, and explain memberships',
  );
  audience
    .command('check')
    .description('Read audience files, report what is wrong, and count who is in them')
    .argument('<file...>')
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle audience check workflows/audiences/*.yaml')
    .action(checkAudiences);
  audience
    .command('list')
    .description('List who is in an audience, or write them to a file')
    .addArgument(nameArgument())
    .addOption(new Option('--csv <file>', 'write all of them to a CSV file'))
    .addOption(
      new Option(
        '--for <network>',
        'hashed, as an advertising network takes them; those who consented only',
      ).choices(adNetworks),
    )
    .addOption(dayOption())
    .addOption(foldersOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle audience list valuable\n  $ npx rekindle audience list valuable --csv valuable.csv\n  $ npx rekindle audience list valuable --for meta --csv meta.csv',
    )
    .action(listMembers);
  audience
    .command('explain')
    .description('Explain condition by condition why a customer is in an audience or not')
    .addArgument(nameArgument())
    .argument('<customer>', 'an id or email address')
    .addOption(dayOption())
    .addOption(foldersOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle audience explain valuable ann@example.com\n  $ npx rekindle audience explain win-back C000042 --lang zh',
    )
    .action(explainMembership);
  audience
    .command('schema')
    .description('Print the JSON Schema of an audience file, by which editors complete and check it')
    .action(() => {
      process.stdout.write(`${JSON.stringify(createJsonSchema('audience'), null, 2)}\n`);
    });
  return audience;
}
