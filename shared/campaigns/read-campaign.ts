import type { Examples } from '../files/explain-issue.ts';
import { schemaKeysOf } from '../files/schema-keys.ts';
import { type FileProblem, parseYaml, YamlFileError } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';
import { type Campaign, campaignSchema } from './campaign.ts';

/** A campaign file cannot be used. The message lists every problem as `file:line:column  message`. */
export class CampaignFileError extends YamlFileError {
  override readonly name = 'CampaignFileError';

  constructor(file: string, problems: readonly FileProblem[], language: Language = 'en') {
    super(fileWords[language].campaign, file, problems);
  }
}

const keys = schemaKeysOf(campaignSchema);

const examples: Examples = {
  audience: '{ lifecycle: [silent] }',
  lifecycle: '[silent, lost]',
  tier: '[gold, platinum]',
  traits: '{ include: [loyal], exclude: [dissatisfied] }',
  include: '[loyal]',
  exclude: '[dissatisfied]',
  orders: '{ atLeast: 2 }',
  daysSinceLastOrder: '{ atMost: 30 }',
  spentLastYear: '{ atLeast: 200 }',
  rfm: '{ monetary: { atLeast: 4 } }',
  recency: '{ atLeast: 4 }',
  frequency: '{ atLeast: 4 }',
  monetary: '{ atLeast: 4 }',
  atLeast: '2',
  atMost: '5',
  segment: '[at-risk]',
  valueGroup: '[important-retain]',
  type: '[loyal, new]',
  borderline: '[sleeper]',
  man: '[MAN, MAn]',
  locale: '[zh, en-GB]',
  reenter: '{ after: 180d }',
  goal: '{ event: order, within: 30d }',
  holdout: '10%',
  steps: '[{ after: 0d, email: { template: we-miss-you } }]',
  after: '4d',
  unless: '[clicked, ordered]',
  when: '{ tier: [gold] }',
  email: '{ template: we-miss-you }',
  coupon: '{ percentOff: 15, validFor: 14d, template: a-gift }',
  callback: '{ script: win-back, within: 3d }',
  percentOff: '15',
  validFor: '14d',
  template: 'we-miss-you',
  script: 'win-back',
  within: '3d',
};

/**
 * Parses and validates a campaign file.
 * @param file the file's name, for error messages
 * @param language the language of the error messages
 * @returns the campaign, and the file's content as data before parsing, which is what gets published
 * @throws CampaignFileError with the line and column of each mistake and what to do about it
 */
export function readCampaign(
  text: string,
  file: string,
  language: Language = 'en',
): { campaign: Campaign; source: unknown } {
  const refuse = (problems: readonly FileProblem[]) => new CampaignFileError(file, problems, language);
  const { source, problemsOf } = parseYaml(text, language, refuse);
  const parsed = campaignSchema.safeParse(source, { reportInput: true });
  if (parsed.success) return { campaign: parsed.data, source };
  throw refuse(
    problemsOf(parsed.error.issues, { language, keys, examples }, fileWords[language].whole.campaign),
  );
}
