import { Command } from 'commander';
import { instantFromMs } from '../../shared/calendar.ts';
import { InvalidInputError, issuesOf } from '../../shared/errors.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { loadCampaign, publishCampaigns } from '../campaign-files.ts';
import { directoryOption } from '../options.ts';
import { openTarget, type Target } from '../target.ts';

/** `rekindle campaigns …`: what the shop's campaigns are. */
export function campaignsCommand(): Command {
  const campaigns = new Command('campaigns').description('Check, publish, list and pause campaigns');
  campaigns
    .command('check')
    .description('Read campaign files and their templates, and say what is wrong with them')
    .argument('<file...>')
    .addHelpText('after', '\nExample:\n  $ npx rekindle campaigns check workflows/campaigns/*.yaml')
    .action(async (files: string[]) => {
      for (const { file, campaign } of await Promise.all(files.map(loadCampaign))) {
        print(`${file}: ${campaign.name}, ${campaign.steps.length} steps`);
      }
    });
  campaigns
    .command('publish')
    .description('Publish campaign files; customers enter from the next night on')
    .argument('<file...>')
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml\n\nPublishing a changed file makes a new version; customers in flight stay with theirs.',
    )
    .action(async (files: string[], options: { directory: string }) =>
      withTarget(options.directory, async ({ store }) => {
        const published = await publishCampaigns(store, files, instantFromMs(Date.now()));
        for (const { id, name, version } of published) print(`${id} version ${version}: ${name}`);
      }),
    );
  campaigns
    .command('list')
    .description('The campaigns that customers enter')
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
    .description('Nobody enters a paused campaign and its journeys stand still; publish it again to go on')
    .argument('<campaign>')
    .addOption(directoryOption())
    .action(async (id: string, options: { directory: string }) =>
      withTarget(options.directory, async ({ store }) => {
        const named = campaignIdSchema.safeParse(id);
        if (!named.success)
          throw new InvalidInputError('this cannot name a campaign', issuesOf(named.error), id);
        await store.campaigns.pause(named.data);
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
