import { templatesOf } from '../campaigns/actions/actions.ts';
import { scriptsOf } from '../campaigns/call-scripts.ts';
import type { Campaign, Scripts } from '../campaigns/campaign.ts';
import type { CampaignDocument } from '../campaigns/campaign-document.ts';
import { amountProblems } from '../campaigns/check-amounts.ts';
import { type CheckedText, checkMails } from '../campaigns/check-mails.ts';
import { type KnownVariable, variablesOf } from '../campaigns/check-templates.ts';
import { readCampaign } from '../campaigns/read-campaign.ts';
import { createAudienceLibrary } from '../campaigns/shared-audiences.ts';
import { textProblems } from '../campaigns/text-problems.ts';
import { type Publishing, untimely, warningsOf } from '../campaigns/warnings.ts';
import type { Templates } from '../email/template.ts';
import { type FileProblem, YamlFileError } from '../files/yaml-file.ts';
import type { CampaignId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Settings } from '../settings/settings.ts';
import { commandWords } from '../words/commands.ts';
import type { CampaignDraft } from './publish-campaigns.ts';

/** The campaigns that come with Rekindle, with their texts and audiences. */
export interface CampaignLibrary {
  /** The YAML of each by its id. */
  readonly campaigns: Readonly<Record<string, string>>;
  /** The YAML of shared audiences by name. */
  readonly audiences: Readonly<Record<string, string>>;
  /** The texts that a campaign of the library names. */
  textsFor(text: string): { readonly templates: Templates; readonly scripts: Scripts };
}

/** One mistake, with its place in the YAML where it has one. */
export interface PlacedProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Counted from 1; absent for what is wrong with a text. */
  readonly line?: number;
}

/** What came of checking a campaign. */
export interface CheckedDraft {
  /** Absent where something is wrong. */
  readonly ready?: CampaignDraft;
  readonly problems: readonly PlacedProblem[];
  /** What is allowed, and seldom meant. */
  readonly warnings: readonly string[];
  /** What was found in each mail; none while the campaign cannot be read. */
  readonly mails: readonly CheckedText[];
  /** What each mail can be personalised with. */
  readonly variables: readonly { readonly template: string; readonly known: readonly KnownVariable[] }[];
}

/** Checks a campaign with all that it refers to, as `campaigns check` does. */
export function checkDocument(
  id: CampaignId,
  { text, templates, scripts, audiences }: CampaignDocument,
  library: Pick<CampaignLibrary, 'audiences'>,
  {
    settings,
    days,
    language,
  }: { readonly settings: Settings; readonly days: Publishing; readonly language: Language },
): CheckedDraft {
  try {
    const { campaign, source } = readDocument(id, { text, audiences }, library, language);
    const wrong = [
      ...textProblems(campaign, templates, scripts, language),
      ...amountProblems(campaign, settings.currency, language),
    ];
    const warnings = warningsAbout(campaign, days, language);
    const mails = checkMails(campaign, templates, { settings, language, on: days.today });
    const variables = [...new Set(mails.map(({ template }) => template))].map((template) => ({
      template,
      known: variablesOf(template, campaign),
    }));
    if (wrong.length > 0) return { problems: wrong.map(placed), warnings, mails, variables };
    return {
      ready: { id, campaign, source, text, ...usedBy(campaign, templates, scripts) },
      problems: [],
      warnings,
      mails,
      variables,
    };
  } catch (error) {
    if (!(error instanceof YamlFileError)) throw error;
    return { problems: error.problems.map(fromFile), warnings: [], mails: [], variables: [] };
  }
}

/** The campaign of a document, whatever its texts are; undefined while it is none. */
export function campaignIn(
  id: CampaignId,
  document: Pick<CampaignDocument, 'text' | 'audiences'>,
  library: Pick<CampaignLibrary, 'audiences'>,
): Campaign | undefined {
  try {
    return readDocument(id, document, library, 'en').campaign;
  } catch (error) {
    if (error instanceof YamlFileError) return undefined;
    throw error;
  }
}

/** @throws YamlFileError */
function readDocument(
  id: CampaignId,
  { text, audiences }: Pick<CampaignDocument, 'text' | 'audiences'>,
  library: Pick<CampaignLibrary, 'audiences'>,
  language: Language,
) {
  const known = Object.entries({ ...library.audiences, ...audiences }).map(
    ([name, yaml]) => [name, { file: `${name}.yaml`, text: yaml }] as const,
  );
  return readCampaign(text, `${id}.yaml`, language, createAudienceLibrary(new Map(known), language));
}

const fromFile = ({ line, path = [], message }: FileProblem): PlacedProblem => ({ path, line, message });

/** Problems of texts begin with the step that they are about, which counts from 1 there. */
function placed(message: string): PlacedProblem {
  const [, step] = /^steps\.(\d+)/.exec(message) ?? [];
  return { path: step === undefined ? [] : ['steps', Number(step) - 1], message };
}

/** Only the texts that the steps name are published; a draft may have others. */
function usedBy(campaign: Campaign, templates: Templates, scripts: Scripts) {
  const names = new Set(campaign.steps.flatMap(({ action }) => templatesOf(action).map(({ name }) => name)));
  const needed = scriptsOf(campaign);
  const only = <T>(all: Readonly<Record<string, T>>, wanted: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name)));
  return {
    templates: only(templates, names),
    ...(needed.size > 0 && { scripts: only(scripts, needed) }),
  };
}

function warningsAbout(campaign: Campaign, days: Publishing, language: Language): readonly string[] {
  const words = commandWords[language].campaigns;
  return [
    ...warningsOf(campaign).map(({ kind, step }) => words.warnings[kind](step)),
    ...(Object.keys(campaign.audience).length === 0 ? [words.everybody(campaign.name)] : []),
    ...untimely(campaign, days, language),
  ];
}
