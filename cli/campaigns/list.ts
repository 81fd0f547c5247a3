import { instantFromMs } from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import { type CampaignOverview, gatherCampaigns } from '../../shared/operations/gather-campaigns.ts';
import { limitText } from '../../shared/screens/limit-text.ts';
import { triggerText } from '../../shared/screens/trigger-text.ts';
import { momentIn } from '../../shared/screens/waiting-text.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { print, withStore } from '../audience/options.ts';
import type { CampaignOptions } from './options.ts';

/** Which campaigns are listed. */
interface ListOptions extends CampaignOptions {
  readonly all?: boolean;
}

/** `rekindle campaigns list`: how every campaign stands; archived ones with --all. */
export const listCampaigns = (options: ListOptions): Promise<void> =>
  withStore(options, async (store) => {
    const { lang, json, all } = options;
    const settings = await store.settings.load();
    const every = await gatherCampaigns(store, instantFromMs(Date.now()), { withArchived: true });
    const shown = every.filter(({ state }) => all === true || state !== 'archived');
    if (json === true) return print(JSON.stringify(shown, null, 2));
    if (shown.length === 0) print(commandWords[lang].campaigns.none);
    for (const campaign of shown) for (const line of overviewLines(campaign, lang, settings)) print(line);
    const hidden = every.length - shown.length;
    if (hidden > 0) print(lifecycleWords[lang].archivedHidden(hidden));
  });

/** A campaign in two lines: what it is, and how it stands. */
export function overviewLines(
  overview: CampaignOverview,
  language: Language,
  settings: Pick<Settings, 'timeZone'>,
): readonly string[] {
  const { id, name, version, state, since, trigger, inProgress, nextDueAt, held, outOfBudget } = overview;
  const words = lifecycleWords[language];
  const standing = [
    `${words.states[state]} ${words.since(momentIn(settings, since))}`,
    ...(outOfBudget === undefined ? [] : [words.budget.usedUp(limitText(outOfBudget, language))]),
    words.version(version),
    trigger === undefined ? words.unreadable : triggerText(trigger, language),
    inProgress === 0 ? words.nobody : words.inProgress(inProgress, inProgress.toLocaleString(language)),
    ...(nextDueAt === undefined ? [] : [words.nextDue(momentIn(settings, nextDueAt))]),
    ...(held === 0 ? [] : [words.held(held)]),
  ];
  return [`${id}  ${name}`, `  ${standing.join(' · ')}`];
}
