import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../shared/calendar.ts';
import type { Campaign, PublishedCampaign } from '../shared/campaigns/campaign.ts';
import { templateProblems } from '../shared/campaigns/check-templates.ts';
import { readCampaign } from '../shared/campaigns/read-campaign.ts';
import { readTemplate } from '../shared/email/read-template.ts';
import type { Template, Templates } from '../shared/email/template.ts';
import { InvalidInputError, issuesOf, NotFoundError } from '../shared/errors.ts';
import { campaignIdSchema } from '../shared/ids.ts';
import type { Store } from '../shared/store/store.ts';

/** The campaigns that come with Rekindle. */
export const exampleCampaigns = ['welcome', 'win-back', 'vip-thanks'].map((name) =>
  fileURLToPath(new URL(`../workflows/campaigns/${name}.yaml`, import.meta.url)),
);

/** A campaign file that was read and found good, with the texts it names. */
export interface LoadedCampaign {
  readonly file: string;
  readonly campaign: Campaign;
  readonly toPublish: Omit<PublishedCampaign, 'version' | 'publishedAt'>;
}

/**
 * Reads a campaign file and the templates beside it (`templates/NAME.LANGUAGE.md`).
 * @throws RekindleError saying in which file and line something is wrong
 */
export async function loadCampaign(file: string): Promise<LoadedCampaign> {
  const { campaign, source } = readCampaign(await textOf(file), file);
  const id = campaignIdSchema.safeParse(basename(file).replace(/\.ya?ml$/, ''));
  if (!id.success)
    throw new InvalidInputError('this file name cannot name a campaign', issuesOf(id.error), file);
  const templates = await templatesNamedBy(campaign, join(dirname(file), 'templates'));
  const problems = templateProblems(campaign, templates);
  if (problems.length > 0) {
    const issues = problems.map((message) => ({ path: 'templates', message }));
    throw new InvalidInputError('the texts of this campaign cannot be used', issues, file);
  }
  return { file, campaign, toPublish: { id: id.data, source, templates } };
}

/** Publishes campaign files; gives each one's version. */
export async function publishCampaigns(
  store: Store,
  files: readonly string[],
  at: Instant,
): Promise<readonly { id: string; name: string; version: number }[]> {
  // All are read before any is published, so that a mistake in one leaves the shop as it was.
  const loaded = await Promise.all(files.map(loadCampaign));
  const published: { id: string; name: string; version: number }[] = [];
  for (const { toPublish, campaign } of loaded) {
    const version = await store.campaigns.publish({ ...toPublish, publishedAt: at });
    published.push({ id: toPublish.id, name: campaign.name, version });
  }
  return published;
}

async function templatesNamedBy(campaign: Campaign, folder: string): Promise<Templates> {
  const names = new Set(
    campaign.steps.flatMap(({ action }) => (action.type === 'callback' ? [] : [action.template])),
  );
  const templates: Record<string, Record<string, Template>> = {};
  for (const entry of await readdir(folder).catch(() => [])) {
    const [, name = '', language = ''] = /^([a-z0-9-]+)\.([a-z]{2})\.md$/.exec(entry) ?? [];
    if (!names.has(name)) continue;
    const template = readTemplate(await textOf(join(folder, entry)), join(folder, entry));
    templates[name] = { ...templates[name], [language]: template };
  }
  return templates;
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new NotFoundError('this file cannot be read', { where: file, cause });
  });
}
