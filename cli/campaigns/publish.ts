import { instantFromMs } from '../../shared/calendar.ts';
import { untimely } from '../../shared/campaigns/warnings.ts';
import { publishCampaigns } from '../../shared/operations/publish-campaigns.ts';
import { sendingSettings } from '../../shared/settings/settings.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { print, withStore } from '../audience/options.ts';
import { publishedIds, warningsBeside } from '../audience/unknown-campaigns.ts';
import { checkAmounts, loadCampaigns } from '../campaign-files.ts';
import { confirm } from '../confirm.ts';
import { isInAws } from '../target.ts';
import { countEntries, noteOnFooter, publishingNow } from './before-publishing.ts';
import { doubtsAbout, entryLines } from './entry-text.ts';
import type { CampaignOptions } from './options.ts';

interface PublishOptions extends CampaignOptions {
  readonly yes?: boolean;
  readonly resume?: boolean;
  readonly migrate?: boolean;
}

/** `rekindle campaigns publish`: the next version of each campaign. */
export async function publishFiles(files: readonly string[], options: PublishOptions): Promise<void> {
  const { lang, yes, resume: resumes, migrate: movesJourneys } = options;
  const words = commandWords[lang];
  const drafts = await loadCampaigns(files, lang);
  await withStore(options, async (store) => {
    if (isInAws()) sendingSettings(await store.settings.load(), undefined);
    const counts = await countEntries(store, drafts, lang);
    await checkAmounts(store, drafts, lang);
    const days = await publishingNow(store);
    const doubts = drafts.flatMap((draft, index) => [
      ...doubtsAbout(draft.campaign, counts?.[index], lang),
      ...untimely(draft.campaign, days, lang),
    ]);
    const ids = await publishedIds(store);
    for (const [index, draft] of drafts.entries())
      doubts.push(...(await warningsBeside(files[index] ?? '', draft.campaign, ids, lang)));
    for (const doubt of doubts) print(doubt);
    if (doubts.length > 0 && !(await confirm(yes, lang))) {
      print(words.stopped);
      return;
    }
    const published = await publishCampaigns(store, drafts, instantFromMs(Date.now()), {
      language: lang,
      resumes,
      movesJourneys,
    });
    for (const [index, { id, name, version, state, moved }] of published.entries()) {
      print(words.campaigns.published(id, version, name));
      const draft = drafts[index];
      const counted = counts?.[index];
      const lines = counted && draft ? entryLines(draft.campaign, counted, lang) : [words.campaigns.unknown];
      for (const line of lines) print(`  ${line}`);
      if (moved !== undefined) print(`  ${lifecycleWords[lang].moved(moved)}`);
      if (state === 'paused') print(`  ${lifecycleWords[lang].staysPaused(id)}`);
    }
    const note = await noteOnFooter(store, lang);
    if (note !== undefined) print(note);
  });
}
