import { instantFromMs } from '../../shared/calendar.ts';
import { isRaised } from '../../shared/campaigns/budget.ts';
import type { CampaignState } from '../../shared/campaigns/lifecycle.ts';
import { InvalidInputError } from '../../shared/errors.ts';
import { archiveCampaign } from '../../shared/operations/archive-campaign.ts';
import { gatherCampaign } from '../../shared/operations/gather-campaigns.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { print, withStore } from '../audience/options.ts';
import { confirm } from '../confirm.ts';
import { type CampaignOptions, findCampaign } from './options.ts';

/** What it takes to archive a campaign that customers are in. */
interface ArchiveOptions extends CampaignOptions {
  readonly yes?: boolean;
}

/** `rekindle campaigns pause` and `resume`. */
export const changeStateTo =
  (to: Extract<CampaignState, 'active' | 'paused'>) =>
  (id: string, options: CampaignOptions): Promise<void> =>
    withStore(options, async (store) => {
      const { lang, json } = options;
      const words = lifecycleWords[lang];
      const before = await findCampaign(store, id, lang);
      if (before.state === 'archived') throw new InvalidInputError(words.isFinal, [], id);
      const { budget, outOfBudget } = before;
      if (to === 'active' && outOfBudget !== undefined && !isRaised(budget, outOfBudget))
        throw new InvalidInputError(words.budget.raise(id), [], id);
      await store.campaigns.setState(before.id, to, instantFromMs(Date.now()));
      const isNews = before.state !== to;
      if (json === true) return print(JSON.stringify({ id, state: to, isNews }));
      const said = to === 'paused' ? words.paused(id) : words.resumed(id);
      print(isNews ? said : words.alreadySo(id, words.states[to]));
    });

/** `rekindle campaigns archive`: asks first when customers are in progress. */
export const archive = (id: string, options: ArchiveOptions): Promise<void> =>
  withStore(options, async (store) => {
    const { lang, json, yes } = options;
    const words = lifecycleWords[lang];
    const before = await findCampaign(store, id, lang);
    const now = instantFromMs(Date.now());
    const detail = await gatherCampaign(store, before.id, now);
    const inProgress = before.state === 'archived' ? 0 : (detail?.inProgress ?? 0);
    if (inProgress > 0) {
      if (json !== true) print(words.archiveWarning(id, inProgress, inProgress.toLocaleString(lang)));
      if (!(await confirm(yes, lang))) return print(commandWords[lang].stopped);
    }
    const ending = await archiveCampaign(store, before.id, now);
    if (json === true) return print(JSON.stringify({ id, state: 'archived', ending }));
    print(words.archived(id, ending));
  });
