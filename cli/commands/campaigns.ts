import { Command } from 'commander';
import { instantFromMs } from '../../shared/calendar.ts';
import { InvalidInputError, issuesOf } from '../../shared/errors.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { loadCampaign, publishCampaignFiles } from '../campaign-files.ts';
import { directoryOption } from '../options.ts';
import { openTarget, type Target } from '../target.ts';

/** `rekindle campaigns …`: checks, publishes, lists and pauses campaigns. */
export function createCampaignsCommand(): Command {
  const campaigns = new Command('campaigns').description('Check, publish, list and pause campaigns');
  campaigns
    .command('check')
    .description('Read campaign files and their templates, and report what is wrong with them')
    .argument('<file...>')
    .addHelpText('after', '\nExample:\n  $ npx rekindle campaigns check workflows/campaigns/*.yaml')
    .action(async (files: string[]) => {
      const drafts = await Promise.all(files.map(loadCampaign));
      for (const [index, { campaign }] of drafts.entries())
        print(`${files[index]}: ${campaign.name}, ${campaign.steps.length} steps`);
    });
  campaigns
    .command('publish')
    .description('Publish campaign files; customers enter from the next night onwards')
    .argument('<file...>')
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml\n\nPublishing a changed file creates a new version; customers who have entered stay with theirs.',
    )
    .action(async (files: string[], options: { directory: string }) =>
      withTarget(options.directory, async ({ store }) => {
        const published = await publishCampaignFiles(store, files, instantFromMs(Date.now()));
        for (const { id, name, version } of published) print(`${id} version ${version}: ${name}`);
      }),
    );
  campaigns
    .command('list')
    .description('List the campaigns that customers enter')
    .addOption(directoryOption())
    .action(async (options: { directory: string }) =>
      withTarget(options.directory, async ({ store }) => {
        const active = await store.campaigns.active();
        if (active.length === 0) print('No campaign is published.');
        for (const { id, version, campaign } of active) print(`${id} version ${version}: ${campaign.name}`);
      }),
    );
  campaigns
    .command('pause')
    .description('Pause a campaign: nobody enters it and its journeys stop; publish it again to continue')
    .argument('<campaign>')
    .addOption(directoryOption())
    .action(async (id: string, options: { directory: string }) =>
      withTarget(options.directory, async ({ store }) => {
        const parsed = campaignIdSchema.safeParse(id);
        if (!parsed.success)
          throw new InvalidInputError('this cannot be the id of a campaign', issuesOf(parsed.error), id);
        await store.campaigns.pause(parsed.data);
        print(`${id} is paused.`);
      }),
    );
  return campaigns;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function withTarget(directory: string, work: (target: Target) => Promise<void>): Promise<void> {
  const target = await openTarget(directory);
  try {
    await work(target);
  } finally {
    await target.close();
  }
}
