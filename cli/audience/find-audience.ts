import { dirname } from 'node:path';
import type { Audience } from '../../shared/campaigns/audience-schema.ts';
import { campaignSchema } from '../../shared/campaigns/campaign.ts';
import { readAudience } from '../../shared/campaigns/written-audience.ts';
import { didYouMean } from '../../shared/did-you-mean.ts';
import { NotFoundError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import { namedAudiences } from '../../shared/operations/named-audiences.ts';
import type { Store } from '../../shared/store/store.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { audienceNameOf, openAudiences } from '../audience-files.ts';

/** An audience, and what people call it. */
export interface FoundAudience {
  readonly title: string;
  readonly audience: Audience;
}

/**
 * Finds an audience: that of a file, a shared one by its name, or that of a published campaign by its id, as it was
 * frozen. Of two with the same name, that of the file counts, before one that was saved on the console.
 *
 * @param folder of the shared audiences
 * @throws NotFoundError naming those that there are
 */
export async function findAudience(
  nameOrFile: string,
  folder: string,
  store: Pick<Store, 'campaigns' | 'audiences'>,
  language: Language,
): Promise<FoundAudience> {
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) {
    const audiences = await openAudiences(dirname(nameOrFile), language);
    return audiences.read(audienceNameOf(nameOrFile, language));
  }
  const audiences = await openAudiences(folder, language);
  if (audiences.names.includes(nameOrFile)) return audiences.read(nameOrFile);
  const saved = await store.audiences.find(nameOrFile);
  if (saved !== undefined) {
    const { text, title } = saved;
    return { title, audience: readAudience(text, await namedAudiences(store), language) };
  }
  const published = await store.campaigns.all();
  const parsed = campaignSchema.safeParse(published.find(({ id }) => id === nameOrFile)?.source);
  if (parsed.success) return { title: parsed.data.name, audience: parsed.data.audience };
  const known = [...audiences.names, ...published.map(({ id }) => id)];
  const message = audienceWords[language].noSuchAudience(known.join(', '));
  throw new NotFoundError(`${message}${didYouMean(nameOrFile, known)}`, { where: nameOrFile });
}
