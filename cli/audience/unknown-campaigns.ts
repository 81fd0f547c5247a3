import { dirname } from 'node:path';
import type { Audience } from '../../shared/campaigns/audience-schema.ts';
import type { Campaign } from '../../shared/campaigns/campaign.ts';
import { enteredCampaigns } from '../../shared/campaigns/entered-campaigns.ts';
import { closest } from '../../shared/did-you-mean.ts';
import type { Language } from '../../shared/language.ts';
import type { Store } from '../../shared/store/store.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { campaignNamesIn } from '../audience-files.ts';

/** A warning for each campaign that an audience asks about and that nobody knows. */
export const unknownCampaigns = (
  audiences: readonly Audience[],
  known: readonly string[],
  language: Language,
): readonly string[] =>
  [...new Set(audiences.flatMap(enteredCampaigns))]
    .filter((name) => !known.includes(name))
    .map((name) => commandWords[language].campaigns.unknownCampaign(name, closest(name, known) ?? ''));

/** {@link unknownCampaigns} of a campaign file: those that are neither beside it nor published. */
export async function warningsBeside(
  file: string,
  { audience, steps }: Pick<Campaign, 'audience' | 'steps'>,
  published: readonly string[],
  language: Language,
): Promise<readonly string[]> {
  const known = [...(await campaignNamesIn(dirname(file))), ...published];
  return unknownCampaigns([audience, ...steps.flatMap(({ when }) => when ?? [])], known, language);
}

/** The ids of all campaigns that were ever published. */
export const publishedIds = async (store: Pick<Store, 'campaigns'>): Promise<readonly string[]> =>
  (await store.campaigns.all()).map(({ id }) => id);
