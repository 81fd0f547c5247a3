import { Command, Option } from 'commander';
import { dayIn, instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import { campaignSchema } from '../../shared/campaigns/campaign.ts';
import { createJsonSchema } from '../../shared/campaigns/json-schemas.ts';
import { earliestDecision, warningsOf } from '../../shared/campaigns/warnings.ts';
import { InvalidInputError, NotFoundError } from '../../shared/errors.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';
import { type AudienceCount, countAudiences } from '../../shared/operations/count-audience.ts';
import { type CampaignDraft, publishCampaigns } from '../../shared/operations/publish-campaigns.ts';
import { sendingSettings } from '../../shared/settings/settings.ts';
import type { Store } from '../../shared/store/store.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { fileWords } from '../../shared/words/file.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { funnelLine } from '../audience/funnel.ts';
import { publishedIds, warningsBeside } from '../audience/unknown-campaigns.ts';
import { checkAmounts, loadCampaign } from '../campaign-files.ts';
import { promote } from '../campaigns/promote.ts';
import { confirm } from '../confirm.ts';
import { holdoutPlanLines } from '../holdout-plan-text.ts';
import { nextNight } from '../next-night.ts';
import { directoryOption, languageOption } from '../options.ts';
import { withProgressBar } from '../progress.ts';
import { hasData, isInAws, openExistingTarget, type Target } from '../target.ts';

interface Options {
  readonly directory: string;
  readonly lang: Language;
  readonly yes?: boolean;
}

/** `rekindle campaigns …`: checks, publishes, lists and pauses campaigns. */
export function createCampaignsCommand(): Command {
  const campaigns = new Command('campaigns').description('Check, publish, list and pause campaigns');
  campaigns
    .command('check')
    .description('Read campaign files with their texts, report what is wrong, and count who would enter')
    .argument('<file...>')
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText('after', '\nExample:\n  $ npx rekindle campaigns check workflows/campaigns/*.yaml')
    .action(check);
  campaigns
    .command('publish')
    .description('Publish campaign files; customers enter from the next night onwards')
    .argument('<file...>')
    .addOption(new Option('--yes', 'publish without being asked, also for more than half of all customers'))
    .addOption(languageOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ npx rekindle campaigns publish workflows/campaigns/win-back.yaml\n\nPublishing a changed file creates a new version; customers who have entered stay with theirs.',
    )
    .action(publish);
  campaigns
    .command('list')
    .description('List all campaigns, paused ones too')
    .addOption(languageOption())
    .addOption(directoryOption())
    .action((options: Options) => withTarget(options, ({ store }) => list(store, options.lang)));
  campaigns
    .command('schema')
    .description('Print the JSON Schema of a campaign file, by which editors complete and check it')
    .action(() => print(JSON.stringify(createJsonSchema('campaign'), null, 2)));
  campaigns
    .command('pause')
    .description('Pause a campaign: nobody enters it and its journeys stop; publish it again to continue')
    .argument('<campaign>')
    .addOption(languageOption())
    .addOption(directoryOption())
    .action((id: string, options: Options) =>
      withTarget(options, ({ store }) => pause(store, id, options.lang)),
    );
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

async function check(files: readonly string[], options: Options): Promise<void> {
  const { directory, lang } = options;
  const words = commandWords[lang].campaigns;
  const drafts = await Promise.all(files.map((file) => loadCampaign(file, lang)));
  const known = (await hasData(directory))
    ? await withTarget(options, async ({ store }) => ({
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

async function publish(files: readonly string[], options: Options): Promise<void> {
  const { lang, yes } = options;
  const words = commandWords[lang];
  const drafts = await Promise.all(files.map((file) => loadCampaign(file, lang)));
  await withTarget(options, async ({ store }) => {
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
    const published = await publishCampaigns(store, drafts, instantFromMs(Date.now()), lang);
    for (const [index, { id, name, version }] of published.entries()) {
      print(words.campaigns.published(id, version, name));
      const draft = drafts[index];
      const line = counts && draft ? countLine(draft, counts[index], lang) : words.campaigns.unknown;
      print(`  ${line}`);
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

async function pause(store: Store, id: string, language: Language): Promise<void> {
  const words = commandWords[language].campaigns;
  const parsed = campaignIdSchema.safeParse(id);
  if (!parsed.success) throw new InvalidInputError(fileWords[language].notCampaignId, [], id);
  const known = (await store.campaigns.all()).map((one) => one.id);
  if (!known.includes(parsed.data))
    throw new NotFoundError(words.noSuchCampaign(known.join(', ')), { where: id });
  await store.campaigns.pause(parsed.data);
  print(words.paused(id));
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

async function list(store: Store, language: Language): Promise<void> {
  const words = commandWords[language].campaigns;
  const all = await store.campaigns.all();
  if (all.length === 0) print(words.none);
  for (const { id, version, source, isPaused } of all) {
    const parsed = campaignSchema.safeParse(source);
    print(words.listed(id, version, parsed.success ? parsed.data.name : id, isPaused));
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function withTarget<T>({ directory, lang }: Options, work: (target: Target) => Promise<T>): Promise<T> {
  const target = await openExistingTarget(directory, lang);
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}
