import { dayIn, instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import { earliestDecision, warningsOf } from '../../shared/campaigns/warnings.ts';
import type { Language } from '../../shared/language.ts';
import { type AudienceCount, countAudiences } from '../../shared/operations/count-audience.ts';
import { type CampaignDraft, publishCampaigns } from '../../shared/operations/publish-campaigns.ts';
import { sendingSettings } from '../../shared/settings/settings.ts';
import type { Store } from '../../shared/store/store.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { funnelLine } from '../audience/funnel.ts';
import { print, withStore } from '../audience/options.ts';
import { publishedIds, warningsBeside } from '../audience/unknown-campaigns.ts';
import { checkAmounts, loadCampaign } from '../campaign-files.ts';
import { confirm } from '../confirm.ts';
import { holdoutPlanLines } from '../holdout-plan-text.ts';
import { nextNight } from '../next-night.ts';
import { withProgressBar } from '../progress.ts';
import { hasData, isInAws } from '../target.ts';
import type { CampaignOptions } from './options.ts';

interface PublishOptions extends CampaignOptions {
  readonly yes?: boolean;
  readonly resume?: boolean;
  readonly migrate?: boolean;
}

/** `rekindle campaigns check`: what is wrong with campaign files, and who would enter. */
export async function checkCampaigns(files: readonly string[], options: CampaignOptions): Promise<void> {
  const { directory, lang } = options;
  const words = commandWords[lang].campaigns;
  const drafts = await Promise.all(files.map((file) => loadCampaign(file, lang)));
  const known = (await hasData(directory))
    ? await withStore(options, async (store) => ({
        counts: await count(store, drafts, lang),
        note: await noteOnFooter(store, lang),
        timeZone: (await checkAmounts(store, drafts, lang)).timeZone,
        published: await publishedIds(store),
      }))
    : undefined;
  const counts = known?.counts;
  const whyNot = known === undefined ? words.noData(directory) : words.unknown;
  for (const [index, draft] of drafts.entries()) {
    const { name, steps } = draft.campaign;
    print(words.checked(files[index] ?? '', name, steps.length));
    for (const { kind, step } of warningsOf(draft.campaign)) print(`  ${words.warnings[kind](step)}`);
    const file = files[index] ?? '';
    for (const warning of await warningsBeside(file, draft.campaign, known?.published ?? [], lang))
      print(`  ${warning}`);
    const tooEarly = earlyDecision(draft, today(known?.timeZone), lang);
    if (tooEarly !== undefined) print(`  ${tooEarly}`);
    const counted = counts?.[index];
    print(`  ${counts === undefined ? whyNot : countLine(draft, counted, lang)}`);
    if (counted !== undefined)
      for (const line of holdoutPlanLines(draft.campaign, counted, lang)) print(`  ${line}`);
  }
  if (known?.note !== undefined) print(known.note);
}

/** `rekindle campaigns publish`: the next version of each campaign. */
export async function publishFiles(files: readonly string[], options: PublishOptions): Promise<void> {
  const { lang, yes, resume: resumes, migrate: movesJourneys } = options;
  const words = commandWords[lang];
  const drafts = await Promise.all(files.map((file) => loadCampaign(file, lang)));
  await withStore(options, async (store) => {
    if (isInAws()) sendingSettings(await store.settings.load(), undefined);
    const counts = await count(store, drafts, lang);
    const { timeZone } = await checkAmounts(store, drafts, lang);
    const doubts = drafts.flatMap((draft, index) => [
      ...doubtsAbout(draft, counts?.[index], lang),
      ...[earlyDecision(draft, today(timeZone), lang) ?? []].flat(),
    ]);
    const ids = await publishedIds(store);
    for (const [index, draft] of drafts.entries())
      doubts.push(...(await warningsBeside(files[index] ?? '', draft.campaign, ids, lang)));
    for (const doubt of doubts) print(doubt);
    if (doubts.length > 0 && !(await confirm(yes, lang))) {
      print(words.stopped);
      return;
    }
    const published = await publishCampaigns(store, drafts, instantFromMs(Date.now()), {
      language: lang,
      resumes,
      movesJourneys,
    });
    for (const [index, { id, name, version, state, moved }] of published.entries()) {
      print(words.campaigns.published(id, version, name));
      const draft = drafts[index];
      const line = counts && draft ? countLine(draft, counts[index], lang) : words.campaigns.unknown;
      print(`  ${line}`);
      if (moved !== undefined) print(`  ${lifecycleWords[lang].moved(moved)}`);
      if (state === 'paused') print(`  ${lifecycleWords[lang].staysPaused(id)}`);
    }
    const note = await noteOnFooter(store, lang);
    if (note !== undefined) print(note);
  });
}

/** What the emails of every campaign lack; undefined when there is nothing. */
async function noteOnFooter(store: Store, language: Language): Promise<string | undefined> {
  const { postalAddress } = await store.settings.load();
  return postalAddress === undefined ? commandWords[language].settings.noPostalAddress : undefined;
}

/** Who would enter in the next night; undefined before the first. */
async function count(
  store: Store,
  drafts: readonly CampaignDraft[],
  language: Language,
): Promise<readonly AudienceCount[] | undefined> {
  const asOf = await nextNight(store);
  const campaigns = drafts.map(({ id, campaign, templates }) => ({ id, version: 0, campaign, templates }));
  return withProgressBar(process.stderr, commandWords[language].campaigns.counting, (onProgress) =>
    countAudiences(store, campaigns, asOf, onProgress),
  );
}

function countLine(
  { campaign }: CampaignDraft,
  counted: AudienceCount | undefined,
  language: Language,
): string {
  const words = commandWords[language].campaigns;
  if (counted === undefined) return words.unknown;
  const entering = words.entering(counted.entering.toLocaleString(language));
  const funnel = funnelLine(counted, language, entering);
  const { holdout } = campaign;
  if (holdout === 0) return funnel;
  return `${funnel}${language === 'zh' ? '，' : '; '}${words.heldOut(percentIn(language)(holdout))}`;
}

const today = (timeZone = 'UTC'): PlainDate => dayIn(timeZone, instantFromMs(Date.now()));

/** What to say of a campaign that would decide before anybody's goal has ended. */
function earlyDecision({ campaign }: CampaignDraft, on: PlainDate, language: Language): string | undefined {
  const earliest = earliestDecision(campaign, on);
  if (earliest === undefined || campaign.decideOn === undefined) return undefined;
  return commandWords[language].campaigns.decidesEarly(campaign.name, campaign.decideOn, earliest);
}

/** What makes a campaign look like a mistake: it is for everybody, or for most. */
function doubtsAbout(
  { campaign }: CampaignDraft,
  counted: AudienceCount | undefined,
  language: Language,
): string[] {
  const words = commandWords[language].campaigns;
  const number = (value: number) => value.toLocaleString(language);
  if (Object.keys(campaign.audience).length === 0) return [words.everybody(campaign.name)];
  if (counted === undefined || counted.inAudience <= counted.customers / 2) return [];
  return [words.moreThanHalf(campaign.name, number(counted.inAudience), number(counted.customers))];
}
