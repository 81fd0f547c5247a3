import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../shared/calendar.ts';
import { templatesOf } from '../shared/campaigns/actions/actions.ts';
import { scriptsOf } from '../shared/campaigns/call-scripts.ts';
import type { Campaign, Scripts } from '../shared/campaigns/campaign.ts';
import { amountProblems } from '../shared/campaigns/check-amounts.ts';
import { readCampaign } from '../shared/campaigns/read-campaign.ts';
import { textProblems } from '../shared/campaigns/text-problems.ts';
import { readTemplate } from '../shared/email/read-template.ts';
import type { Template, Templates } from '../shared/email/template.ts';
import { InvalidInputError, RekindleError } from '../shared/errors.ts';
import { type CampaignId, campaignIdSchema } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';
import {
  type CampaignDraft,
  type Publication,
  publishCampaigns,
} from '../shared/operations/publish-campaigns.ts';
import type { Settings } from '../shared/settings/settings.ts';
import type { Store } from '../shared/store/store.ts';
import { fileWords } from '../shared/words/file.ts';
import { audienceFolderFor, openAudiences } from './audience-files.ts';
import { readText } from './read-text.ts';

/** The files of the campaigns that the demo runs, of those that come with Rekindle: simulated customers know how to respond to these. */
export const exampleCampaigns = ['welcome', 'win-back', 'vip-thanks'].map((name) =>
  fileURLToPath(new URL(`../workflows/campaigns/${name}.yaml`, import.meta.url)),
);

/**
 * Reads a campaign file with its templates and call scripts, which are in `templates/NAME.LANGUAGE.md` and
 * `scripts/NAME.LANGUAGE.md` beside it, and with the audiences that it refers to, which are in `../audiences/NAME.yaml`.
 *
 * @param language the language of the error messages
 * @throws RekindleError naming the file and line that is wrong
 */
export async function loadCampaign(file: string, language: Language = 'en'): Promise<CampaignDraft> {
  const words = fileWords[language];
  const audiences = await openAudiences(audienceFolderFor(file), language);
  const text = await readText(file, language);
  const { campaign, source } = readCampaign(text, file, language, audiences);
  const id = campaignIdSchema.safeParse(basename(file).replace(/\.ya?ml$/, ''));
  if (!id.success) throw new InvalidInputError(words.notCampaignId, [], file);
  const templates = await loadTemplates(campaign, join(dirname(file), 'templates'), language);
  const needed = scriptsOf(campaign);
  const known = await loadScripts(join(dirname(file), 'scripts'), needed, language);
  const problems = textProblems(campaign, templates, known, language);
  if (problems.length > 0)
    throw new InvalidInputError(`${words.texts}\n  ${problems.join('\n  ')}`, [], file);
  const scripts = Object.fromEntries(Object.entries(known).filter(([name]) => needed.has(name)));
  return { id: id.data, campaign, source, text, templates, ...(needed.size > 0 && { scripts }) };
}

/**
 * Reads campaign files, each as {@link loadCampaign} does.
 *
 * @throws RekindleError with what is wrong in any of them
 */
export async function loadCampaigns(
  files: readonly string[],
  language: Language = 'en',
): Promise<readonly CampaignDraft[]> {
  const read = await Promise.allSettled(files.map((file) => loadCampaign(file, language)));
  const refusals = read.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const messages = refusals.map((refusal) => {
    if (refusal instanceof RekindleError) return refusal.message;
    throw refusal;
  });
  if (refusals.length === 1) throw refusals[0];
  if (messages.length > 1) throw new RekindleError(messages.join('\n'));
  const drafts = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const ids = new Set<CampaignId>();
  for (const [index, { id }] of drafts.entries()) {
    if (ids.has(id)) throw new InvalidInputError(fileWords[language].sameId(id), [], files[index]);
    ids.add(id);
  }
  return drafts;
}

/** The shop's settings. @throws InvalidInputError when a coupon has an amount that the shop's currency does not have */
export async function checkAmounts(
  store: Store,
  drafts: readonly CampaignDraft[],
  language: Language,
): Promise<Settings> {
  const settings = await store.settings.load();
  for (const { id, campaign } of drafts) {
    const problems = amountProblems(campaign, settings.currency, language);
    if (problems.length > 0)
      throw new InvalidInputError(`${fileWords[language].campaign}\n  ${problems.join('\n  ')}`, [], id);
  }
  return settings;
}

/** Publishes campaign files. All are read before any is published, so a mistake in one leaves the shop as it was. */
export async function publishCampaignFiles(
  store: Store,
  files: readonly string[],
  at: Instant,
): Promise<readonly Publication[]> {
  return publishCampaigns(store, await loadCampaigns(files), at);
}

async function loadTemplates(campaign: Campaign, folder: string, language: Language): Promise<Templates> {
  const names = new Set(campaign.steps.flatMap(({ action }) => templatesOf(action).map(({ name }) => name)));
  const templates: Record<string, Record<string, Template>> = {};
  for (const { name, language: written, path } of await textFilesIn(folder)) {
    if (!names.has(name)) continue;
    const template = readTemplate(await readText(path, language), path, language);
    templates[name] = { ...templates[name], [written]: template };
  }
  return templates;
}

/** The scripts of a folder, with the texts of those that are needed. */
async function loadScripts(
  folder: string,
  needed: ReadonlySet<string>,
  language: Language,
): Promise<Scripts> {
  const scripts: Record<string, Record<string, string>> = {};
  for (const { name, language: written, path } of await textFilesIn(folder)) {
    const text = needed.has(name) && { [written]: await readText(path, language) };
    scripts[name] = { ...scripts[name], ...text };
  }
  return scripts;
}

/** The files of a folder that are called `NAME.LANGUAGE.md`; none where there is no such folder. */
async function textFilesIn(folder: string): Promise<{ name: string; language: string; path: string }[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries.flatMap((entry) => {
    const [found, name = '', language = ''] = /^([a-z0-9-]+)\.([a-z]{2})\.md$/.exec(entry) ?? [];
    return found === undefined ? [] : [{ name, language, path: join(folder, entry) }];
  });
}
