import { InvalidInputError, NotFoundError } from '../../shared/errors.ts';
import { type CampaignId, campaignIdSchema } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';
import type { KnownCampaign } from '../../shared/store/campaigns.ts';
import type { Store } from '../../shared/store/store.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { fileWords } from '../../shared/words/file.ts';

/** What the commands about campaigns are given. */
export interface CampaignOptions {
  readonly directory: string;
  readonly lang: Language;
  readonly json?: boolean;
}

/**
 * The published campaign that a command names.
 *
 * @throws InvalidInputError for what cannot be an id
 * @throws NotFoundError listing the campaigns that there are
 */
export async function findCampaign(
  store: Pick<Store, 'campaigns'>,
  id: string,
  language: Language,
): Promise<KnownCampaign> {
  const parsed = campaignIdSchema.safeParse(id);
  if (!parsed.success) throw new InvalidInputError(fileWords[language].notCampaignId, [], id);
  const all = await store.campaigns.all();
  const found = all.find((one) => one.id === parsed.data);
  if (found !== undefined) return found;
  const known: readonly CampaignId[] = all.map((one) => one.id);
  throw new NotFoundError(commandWords[language].campaigns.noSuchCampaign(known.join(', ')), { where: id });
}
