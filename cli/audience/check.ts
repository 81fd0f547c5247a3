import { dirname, join } from 'node:path';
import { openClassifiedCustomers } from '../../shared/operations/classified-customers.ts';
import type { Store } from '../../shared/store/store.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { audienceNameOf, campaignNamesIn, openAudiences } from '../audience-files.ts';
import { nextNight } from '../next-night.ts';
import { hasData } from '../target.ts';
import { countMembers } from './count-members.ts';
import { funnelLine } from './funnel.ts';
import { type AudienceOptions, print, withStore } from './options.ts';
import { publishedIds, unknownCampaigns } from './unknown-campaigns.ts';

/**
 * `rekindle audience check`: reads audience files and reports what is wrong, also in those that they refer to. Says how
 * many customers are in each, where there is data.
 */
export async function checkAudiences(
  files: readonly string[],
  options: Pick<AudienceOptions, 'directory' | 'lang'>,
): Promise<void> {
  const { directory, lang } = options;
  const words = audienceWords[lang];
  const shared = await Promise.all(
    files.map(async (file) => {
      const library = await openAudiences(dirname(file), lang);
      const campaigns = await campaignNamesIn(join(dirname(file), '..', 'campaigns'));
      return { file, campaigns, ...library.read(audienceNameOf(file, lang)) };
    }),
  );
  const check = async (store?: Store) => {
    const published = store === undefined ? [] : await publishedIds(store);
    const asOf = store && (await nextNight(store));
    const all = store && asOf && (await openClassifiedCustomers(store, asOf));
    for (const { file, title, audience, campaigns } of shared) {
      print(words.checked(file, title));
      for (const warning of unknownCampaigns([audience], [...campaigns, ...published], lang))
        print(`  ${warning}`);
      if (store === undefined) print(`  ${words.noData(directory)}`);
      else if (all === undefined || asOf === undefined) print(`  ${words.noNight}`);
      else print(`  ${funnelLine(await countMembers(store, all, audience, asOf, lang), lang)}`);
    }
  };
  if (await hasData(directory)) await withStore(options, check);
  else await check();
}
