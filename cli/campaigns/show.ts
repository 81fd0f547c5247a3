import { instantFromMs } from '../../shared/calendar.ts';
import type { Campaign } from '../../shared/campaigns/campaign.ts';
import type { Language } from '../../shared/language.ts';
import {
  type CampaignDetail,
  type CohortInFlight,
  gatherCampaign,
} from '../../shared/operations/gather-campaigns.ts';
import { momentIn, waitingText } from '../../shared/screens/waiting-text.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { print, withStore } from '../audience/options.ts';
import { budgetText } from './budget-text.ts';
import { overviewLines } from './list.ts';
import { type CampaignOptions, findCampaign } from './options.ts';

/** Enough to see what is stuck; an event campaign may have hundreds. */
const cohortsShown = 20;

/** `rekindle campaigns show`: the versions and steps of a campaign, who is in flight, and why something waits. */
export const showCampaign = (id: string, options: CampaignOptions): Promise<void> =>
  withStore(options, async (store) => {
    const { lang, json } = options;
    const { id: campaign } = await findCampaign(store, id, lang);
    const detail = await gatherCampaign(store, campaign, instantFromMs(Date.now()));
    if (detail === undefined) return;
    if (json === true) {
      const { latest, ...rest } = detail;
      return print(JSON.stringify({ ...rest, steps: latest?.campaign.steps ?? [] }, null, 2));
    }
    for (const line of detailLines(detail, lang, await store.settings.load())) print(line);
  });

/** A campaign as a marketer reads it. */
export function detailLines(
  detail: CampaignDetail,
  language: Language,
  settings: Pick<Settings, 'timeZone' | 'currency'>,
): readonly string[] {
  const words = lifecycleWords[language];
  const budget = budgetText(detail, language, settings);
  const number = (value: number) => value.toLocaleString(language);
  const { versions, latest, cohorts } = detail;
  const stepsOf = new Map(versions.map(({ version, steps }) => [version, steps]));
  const more = cohorts.length - cohortsShown;
  return [
    ...overviewLines(detail, language, settings),
    ...(budget === undefined ? [] : [`  ${words.budget.title}: ${budget}`]),
    `  ${words.steps}`,
    ...(latest?.campaign.steps.map((step, index) => `    ${index + 1}. ${stepText(step)}`) ?? []),
    `  ${words.versions}`,
    ...versions.map(({ version, inProgress, continuedBy }) => {
      const line = words.versionLine(version, inProgress, number(inProgress));
      return `    ${line}${continuedBy === undefined ? '' : ` · ${words.continuedBy(continuedBy)}`}`;
    }),
    ...(cohorts.length === 0 ? [] : [`  ${words.cohorts}`]),
    ...cohorts
      .slice(0, cohortsShown)
      .flatMap((cohort) =>
        cohortLines(cohort, stepsOf.get(cohort.cohort.version) ?? 0, language, settings).map(
          (line) => `    ${line}`,
        ),
      ),
    ...(more > 0 ? [`    ${words.moreCohorts(more)}`] : []),
  ];
}

function stepText({ after, at, on, action }: Campaign['steps'][number]): string {
  const hours = after.hours;
  const when = hours % 24 === 0 ? `${hours / 24}d` : `${hours}h`;
  const named = 'template' in action ? action.template : 'script' in action ? action.script : '';
  return [when, at ?? '', on?.join(' ') ?? '', action.type, named].filter((part) => part !== '').join(' ');
}

function cohortLines(
  { cohort, openedAt, customers, stepsRun, next, waiting }: CohortInFlight,
  steps: number,
  language: Language,
  settings: Pick<Settings, 'timeZone'>,
): readonly string[] {
  const words = lifecycleWords[language];
  const entered = `${momentIn(settings, openedAt)}${cohort.zone === undefined ? '' : ` ${cohort.zone}`}`;
  const line = [
    words.cohortLine(entered, cohort.version, customers, customers.toLocaleString(language)),
    words.progress(stepsRun, steps),
    ...(next === undefined ? [] : [words.nextStep(next.index + 1, momentIn(settings, next.at))]),
  ].join(' · ');
  return waiting === undefined ? [line] : [line, `  ${waitingText(waiting, language, settings)}`];
}
