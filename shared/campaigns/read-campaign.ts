import * as z from 'zod';
import type { Examples, Issue } from '../files/explain-issue.ts';
import { schemaKeysOf } from '../files/schema-keys.ts';
import { type FileProblem, parseYaml, YamlFileError } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';
import { referencesIn, unknownReferences, withReferencesIn } from './audience-references.ts';
import { type Campaign, campaignSchema, writtenCampaignSchema } from './campaign.ts';
import { type AudienceLibrary, audienceExamples, noAudiences } from './shared-audiences.ts';

/** A campaign file cannot be used. The message lists every problem as `file:line:column  message`. */
export class CampaignFileError extends YamlFileError {
  override readonly name = 'CampaignFileError';

  constructor(file: string, problems: readonly FileProblem[], language: Language = 'en') {
    super(fileWords[language].campaign, file, problems);
  }
}

const keys = schemaKeysOf(writtenCampaignSchema);

const examples: Examples = {
  ...audienceExamples,
  trigger: '{ event: cart, wait: 1h }',
  reenter: '{ after: 180d }',
  goal: '{ event: order, within: 30d }',
  holdout: '10%',
  steps: '[{ after: 0d, email: { template: we-miss-you } }]',
  after: '4d',
  unless: '[clicked, ordered]',
  when: '{ tier: [gold] }',
  email: '{ template: we-miss-you }',
  coupon: '{ percentOff: 15, validFor: 14d, template: a-gift }',
  tag: 'tea-lover',
  webhook: '{ url: https://your-shop.example/webhooks }',
  url: 'https://your-shop.example/webhooks',
  fields: '[customerId, event]',
  add: 'tea-lover',
  remove: 'newcomer',
  callback: '{ script: win-back, within: 3d }',
  percentOff: '15',
  amountOff: '10',
  freeShipping: 'true',
  gift: '{ sku: MUG-1, name: a mug }',
  freeTrial: '{ sku: CLUB, name: our tea club, lasts: 30d }',
  sku: 'MUG-1',
  lasts: '30d',
  minimumSpend: '50',
  products: '[MUG-1, TEA-2]',
  shared: '{ code: SPRING-26, limit: 500 }',
  code: 'SPRING-26',
  limit: '500',
  validFor: '14d',
  template: 'we-miss-you',
  script: 'win-back',
  variants: '{ short: 50%, long: 50% }',
  variant: 'short',
  promote: 'auto',
  promoted: 'short',
  within: '3d',
};

/**
 * Parses and validates a campaign file.
 *
 * @param file the file's name, for error messages
 * @param language the language of the error messages
 * @param audiences those that the campaign can refer to
 * @returns the campaign, and the file's content as data before parsing, with the audiences that it refers to taken in:
 *   this is what gets published
 * @throws CampaignFileError with the line and column of each mistake and what to do about it
 * @throws AudienceFileError for a mistake in an audience that the campaign refers to
 */
export function readCampaign(
  text: string,
  file: string,
  language: Language = 'en',
  audiences: AudienceLibrary = noAudiences,
): { campaign: Campaign; source: unknown } {
  const refuse = (problems: readonly FileProblem[]) => new CampaignFileError(file, problems, language);
  const { source, problemsOf } = parseYaml(text, language, refuse);
  const refuseFor = (issues: readonly Issue[]) =>
    refuse(problemsOf(issues, { language, keys, examples }, fileWords[language].whole.campaign));
  const written = writtenCampaignSchema.safeParse(source, { reportInput: true });
  if (!written.success) throw refuseFor(written.error.issues);
  const unknown = unknownReferences(audienceReferencesIn(source), audiences.names);
  if (unknown.length > 0) throw refuseFor(unknown);
  const taken = withAudiencesIn(source, (name) => audiences.read(name).source);
  const parsed = campaignSchema.safeParse(taken, { reportInput: true });
  if (!parsed.success) throw refuseFor(parsed.error.issues);
  return { campaign: parsed.data, source: taken };
}

const partsWithAudiences = z.looseObject({ audience: z.unknown(), steps: z.array(z.looseObject({})) });

const audienceReferencesIn = (source: unknown) => {
  const { audience, steps } = partsWithAudiences.parse(source);
  return [
    ...referencesIn(audience, ['audience']),
    ...steps.flatMap(({ when }, place) => referencesIn(when, ['steps', place, 'when'])),
  ];
};

/** A campaign as it was written, with the audiences that it refers to taken in. */
function withAudiencesIn(source: unknown, contentOf: (name: string) => unknown): unknown {
  const { audience, steps, ...rest } = partsWithAudiences.parse(source);
  return {
    ...rest,
    audience: withReferencesIn(audience, contentOf),
    steps: steps.map((step) =>
      'when' in step ? { ...step, when: withReferencesIn(step.when, contentOf) } : step,
    ),
  };
}
