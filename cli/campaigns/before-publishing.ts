import { dayIn, instantFromMs } from '../../shared/calendar.ts';
import type { Publishing } from '../../shared/campaigns/warnings.ts';
import type { Language } from '../../shared/language.ts';
import { type AudienceCount, countAudiences } from '../../shared/operations/count-audience.ts';
import { publishingDays } from '../../shared/operations/next-night.ts';
import type { CampaignDraft } from '../../shared/operations/publish-campaigns.ts';
import type { Store } from '../../shared/store/store.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { nextNight } from '../next-night.ts';
import { withProgressBar } from '../progress.ts';

/** What the emails of every campaign lack; undefined when there is nothing. */
export async function noteOnFooter(store: Store, language: Language): Promise<string | undefined> {
  const { postalAddress } = await store.settings.load();
  return postalAddress === undefined ? commandWords[language].settings.noPostalAddress : undefined;
}

/** Who would enter in the next night; undefined before the first. */
export async function countEntries(
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

/** The days that campaigns are compared with when they are published now; in UTC where no shop is known. */
export async function publishingNow(store?: Store): Promise<Publishing> {
  const now = instantFromMs(Date.now());
  if (store !== undefined) return publishingDays(store, now);
  const today = dayIn('UTC', now);
  return { today, nextNight: today };
}
