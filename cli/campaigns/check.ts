import { checkMails, type TextCheck } from '../../shared/campaigns/check-mails.ts';
import { untimely, warningsOf } from '../../shared/campaigns/warnings.ts';
import type { AudienceCount } from '../../shared/operations/count-audience.ts';
import type { CampaignDraft } from '../../shared/operations/publish-campaigns.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { print, withStore } from '../audience/options.ts';
import { publishedIds, warningsBeside } from '../audience/unknown-campaigns.ts';
import { checkAmounts, loadCampaigns } from '../campaign-files.ts';
import { holdoutPlanLines, holdoutPlanOf } from '../holdout-plan-text.ts';
import { hasData } from '../target.ts';
import { countEntries, noteOnFooter, publishingNow } from './before-publishing.ts';
import { entryLines } from './entry-text.ts';
import type { CampaignOptions } from './options.ts';

/** A campaign file that passed its checks, with what is to be thought over and who would enter. */
interface Checked {
  readonly file: string;
  readonly draft: CampaignDraft;
  readonly warnings: readonly string[];
  /** Absent before the first night. */
  readonly counted?: AudienceCount;
}

/** `rekindle campaigns check`: what is wrong with campaign files, and who would enter. */
export async function checkCampaigns(files: readonly string[], options: CampaignOptions): Promise<void> {
  const { directory, lang, json } = options;
  const words = commandWords[lang].campaigns;
  const drafts = await loadCampaigns(files, lang);
  const known = (await hasData(directory))
    ? await withStore(options, async (store) => ({
        counts: await countEntries(store, drafts, lang),
        note: await noteOnFooter(store, lang),
        settings: await checkAmounts(store, drafts, lang),
        published: await publishedIds(store),
        days: await publishingNow(store),
      }))
    : undefined;
  const days = known?.days ?? (await publishingNow());
  const checked = await Promise.all(
    drafts.map(async (draft, index): Promise<Checked> => {
      const file = files[index] ?? '';
      const warnings = [
        ...warningsOf(draft.campaign).map(({ kind, step }) => words.warnings[kind](step)),
        ...(await warningsBeside(file, draft.campaign, known?.published ?? [], lang)),
        ...untimely(draft.campaign, days, lang),
        ...textWarnings(draft, {
          settings: known?.settings ?? defaultSettings,
          language: lang,
          on: days.today,
        }),
      ];
      const counted = known?.counts?.[index];
      return { file, draft, warnings, ...(counted && { counted }) };
    }),
  );
  if (json === true) return print(JSON.stringify(checked.map(toJson), null, 2));
  const whyNot = known === undefined ? words.noData(directory) : words.unknown;
  for (const { file, draft, warnings, counted } of checked) {
    const { name, steps } = draft.campaign;
    print(words.checked(file, name, steps.length));
    const lines = counted && [
      ...entryLines(draft.campaign, counted, lang),
      ...holdoutPlanLines(draft.campaign, counted, lang),
    ];
    for (const line of [...warnings, ...(lines ?? [whyNot])]) print(`  ${line}`);
  }
  if (known?.note !== undefined) print(known.note);
}

/** What was found in the mails of a campaign. What all mails lack is said once, below. */
const textWarnings = ({ campaign, templates }: CampaignDraft, check: TextCheck): readonly string[] =>
  checkMails(campaign, templates, check).flatMap(({ template, language, points }) =>
    points
      .filter(({ check: point }) => point !== 'address')
      .flatMap(({ problems }) => problems.map((problem) => `${template}.${language}.md: ${problem}`)),
  );

function toJson({ file, draft: { id, campaign }, warnings, counted }: Checked) {
  const { name, trigger, holdout, steps } = campaign;
  const plan = counted && holdoutPlanOf(campaign, counted);
  return {
    file,
    id,
    name,
    trigger,
    steps: steps.length,
    holdout,
    warnings,
    ...(counted && { counted }),
    ...(plan && { plan }),
  };
}
