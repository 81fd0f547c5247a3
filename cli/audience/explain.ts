import { explainAudience } from '../../shared/campaigns/explain-audience.ts';
import { NotFoundError } from '../../shared/errors.ts';
import { openClassifiedCustomers } from '../../shared/operations/classified-customers.ts';
import { oneVisibleLine } from '../../shared/text.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { linesOf } from '../../shared/words/audience-reason.ts';
import { findCustomers } from '../customer/find-customers.ts';
import { nextNight } from '../next-night.ts';
import { findAudience } from './find-audience.ts';
import { type AudienceOptions, print, withStore } from './options.ts';

/**
 * `rekindle audience explain`: every condition of an audience for one customer, those that speak for it and those
 * against. An email address can belong to several customers; all of them are explained.
 */
export async function explainMembership(
  audienceName: string,
  idOrEmail: string,
  options: AudienceOptions,
): Promise<void> {
  const { lang, audiences } = options;
  const words = audienceWords[lang];
  await withStore(options, async (store) => {
    const { title, audience } = await findAudience(audienceName, audiences, store, lang);
    const profiles = await findCustomers(store, idOrEmail);
    const asOf = options.asOf ?? (await nextNight(store));
    const all = await openClassifiedCustomers(store, asOf);
    if (all === undefined) throw new NotFoundError(words.noNight, { where: audienceName });
    for (const profile of profiles) {
      const reason = explainAudience(audience, all.classify(profile), all.settings, asOf);
      const sentence = reason.holds ? words.isIn : words.isNotIn;
      print(oneVisibleLine(sentence(profile.customerId, title, asOf)));
      for (const { depth, holds, text } of linesOf(reason, lang, all.settings.currency))
        print(`  ${'  '.repeat(depth)}${holds ? '✓' : '✗'} ${oneVisibleLine(text)}`);
    }
  });
}
