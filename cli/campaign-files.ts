import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../shared/calendar.ts';
import { templatesOf } from '../shared/campaigns/actions/actions.ts';
import type { Campaign } from '../shared/campaigns/campaign.ts';
import { templateProblems } from '../shared/campaigns/check-templates.ts';
import { readCampaign } from '../shared/campaigns/read-campaign.ts';
import { readTemplate } from '../shared/email/read-template.ts';
import type { Template, Templates } from '../shared/email/template.ts';
import { InvalidInputError, issuesOf, NotFoundError } from '../shared/errors.ts';
import { campaignIdSchema } from '../shared/ids.ts';
import {
  type CampaignDraft,
  type Publication,
  publishCampaigns,
} from '../shared/operations/publish-campaigns.ts';
import type { Store } from '../shared/store/store.ts';

/** The files of the example campaigns that come with Rekindle. */
export const exampleCampaigns = ['welcome', 'win-back', 'vip-thanks'].map((name) =>
  fileURLToPath(new URL(`../workflows/campaigns/${name}.yaml`, import.meta.url)),
);

/**
 * Reads a campaign file and its templates, which are in `templates/NAME.LANGUAGE.md` beside it.
 *
 * @throws RekindleError naming the file and line that is wrong
 */
export async function loadCampaign(file: string): Promise<CampaignDraft> {
  const { campaign, source } = readCampaign(await readText(file), file);
  const id = campaignIdSchema.safeParse(basename(file).replace(/\.ya?ml$/, ''));
  if (!id.success)
    throw new InvalidInputError('this file name cannot be the id of a campaign', issuesOf(id.error), file);
  const templates = await loadTemplates(campaign, join(dirname(file), 'templates'));
  const problems = templateProblems(campaign, templates);
  if (problems.length > 0) {
    const issues = problems.map((message) => ({ path: 'templates', message }));
    throw new InvalidInputError('the texts of this campaign cannot be used', issues, file);
  }
  return { id: id.data, campaign, source, templates };
}

/** Publishes campaign files. All are read before any is published, so a mistake in one leaves the shop as it was. */
export async function publishCampaignFiles(
  store: Store,
  files: readonly string[],
  at: Instant,
): Promise<readonly Publication[]> {
  return publishCampaigns(store, await Promise.all(files.map(loadCampaign)), at);
}

async function loadTemplates(campaign: Campaign, folder: string): Promise<Templates> {
  const names = new Set(campaign.steps.flatMap(({ action }) => templatesOf(action).map(({ name }) => name)));
  const templates: Record<string, Record<string, Template>> = {};
  for (const entry of await readdir(folder).catch(() => [])) {
    const [, name = '', language = ''] = /^([a-z0-9-]+)\.([a-z]{2})\.md$/.exec(entry) ?? [];
    if (!names.has(name)) continue;
    const template = readTemplate(await readText(join(folder, entry)), join(folder, entry));
    templates[name] = { ...templates[name], [language]: template };
  }
  return templates;
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new NotFoundError('this file cannot be read', { where: file, cause });
  });
}
