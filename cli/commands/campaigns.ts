import { Command, Option } from 'commander';
import { createJsonSchema } from '../../shared/campaigns/json-schemas.ts';
import { print } from '../audience/options.ts';
import { archive, changeStateTo } from '../campaigns/change-state.ts';
import { checkCampaigns } from '../campaigns/check.ts';
import { listCampaigns } from '../campaigns/list.ts';
import { promote } from '../campaigns/promote.ts';
import { publishFiles } from '../campaigns/publish.ts';
import { showCampaign } from '../campaigns/show.ts';
import { beginning, simulate } from '../campaigns/simulate.ts';
import { directoryOption, jsonOption, languageOption } from '../options.ts';

const yesOption = (description: string) => new Option('--yes', description);

/** `rekindle campaigns …`: checks and publishes campaigns, shows how they stand, and stops them. */
export function createCampaignsCommand(): Command {
  const campaigns = new Command('campaigns').description(
    'Check and publish campaigns, show how they stand, pause, resume and archive them',
  );
  campaigns
    .command('check')
    .description('Read campaign files with their texts, report what is wrong, and count who would enter')
    .argument('<file...>')
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle campaigns check workflows/campaigns/*.yaml')
    .action(checkCampaigns);
  campaigns
    .command('publish')
    .description('Publish campaign files; customers enter from the next night onwards')
    .argument('<file...>')
    .addOption(yesOption('publish without being asked, also for more than half of all customers'))
    .option('--migrate', 'let the journeys in flight go on with the steps of the new version')
    .option('--resume', 'resume a campaign that is paused; without it, it stays paused')
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml\n  $ npx rekindle campaigns publish win-back.yaml --migrate\n\nPublishing a changed file creates a new version; customers who have entered stay with theirs, unless --migrate moves them. That works as long as no step that has begun is different.',
    )
    .action(publishFiles);
  campaigns
    .command('simulate')
    .description('Show what a campaign would have done in the past: nothing is sent and nothing is written')
    .argument('<file>')
    .addOption(
      new Option('--from <beginning>', 'how far back: 90d, 12w, or a day')
        .argParser(beginning)
        .default({ daysAgo: 90 }, '90d'),
    )
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle campaigns simulate workflows/campaigns/win-back.yaml --from 90d\n  $ npx rekindle campaigns simulate win-back.yaml --from 2026-09-01 --lang zh\n\nThe past is what the shop has reported up to now. Where that ends earlier, days count back from its last day.',
    )
    .action(simulate);
  campaigns
    .command('list')
    .description('List all campaigns: how they stand, how many customers are in progress, what is due next')
    .option('--all', 'archived ones too')
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle campaigns list\n  $ npx rekindle campaigns list --all --json',
    )
    .action(listCampaigns);
  campaigns
    .command('show')
    .description('Show a campaign: its steps and versions, who is in flight, and why something waits')
    .argument('<campaign>')
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle campaigns show win-back')
    .action(showCampaign);
  campaigns
    .command('pause')
    .description('Pause a campaign: nobody enters it and its journeys stop')
    .argument('<campaign>')
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle campaigns pause win-back')
    .action(changeStateTo('paused'));
  campaigns
    .command('resume')
    .description('Resume a paused campaign: its journeys go on from where they stand')
    .argument('<campaign>')
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle campaigns resume win-back\n\nNo backlog is sent: steps later than they may be (expires) are left out, others keep their distances, and what happened during the pause lets nobody in.',
    )
    .action(changeStateTo('active'));
  campaigns
    .command('archive')
    .description('End a campaign for good: its journeys end, and lists leave it out')
    .argument('<campaign>')
    .addOption(yesOption('archive without being asked, also while customers are in progress'))
    .addOption(jsonOption())
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle campaigns archive spring-sale --yes\n\nPublishing a file with the same name later begins anew, with the next version.',
    )
    .action(archive);
  campaigns
    .command('schema')
    .description('Print the JSON Schema of a campaign file, by which editors complete and check it')
    .action(() => print(JSON.stringify(createJsonSchema('campaign'), null, 2)));
  campaigns
    .command('promote')
    .description('Give one of the variants of a campaign to everybody who enters from now on')
    .argument('<campaign>')
    .argument('<variant>')
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle campaigns promote win-back short\n\nIt publishes a version with promoted: VARIANT; customers who have entered keep their variant.',
    )
    .action(promote);
  return campaigns;
}
