import { timeIn } from '../../../shared/calendar.ts';
import type { CampaignState } from '../../../shared/campaigns/lifecycle.ts';
import { broadcastDayOf } from '../../../shared/campaigns/triggers/trigger.ts';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { type CampaignId, cohortId } from '../../../shared/ids.ts';
import type { Waiting } from '../../../shared/journeys/why-waiting.ts';
import type { Language } from '../../../shared/language.ts';
import { archiveCampaign } from '../../../shared/operations/archive-campaign.ts';
import { gatherCalendar } from '../../../shared/operations/gather-calendar.ts';
import {
  type CampaignDetail,
  type CampaignOverview,
  type CohortInFlight,
  gatherCampaign,
  gatherCampaigns,
} from '../../../shared/operations/gather-campaigns.ts';
import { promoteByHand } from '../../../shared/operations/promote-variant.ts';
import { stepLine } from '../../../shared/screens/step-line.ts';
import { triggerText } from '../../../shared/screens/trigger-text.ts';
import { waitingText } from '../../../shared/screens/waiting-text.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

const cohortsPerPage = 50;

/** What a cohort waits for that somebody should look at; all else ends by itself, or was decided. */
const needsSomebody: ReadonlySet<Waiting['for']> = new Set(['retry', 'daily-quota', 'paused', 'no-answer']);

/** What answers the routes about published campaigns. */
export const campaignAnswers = {
  'GET /api/campaigns': async ({ query: { lang } }, { at }) => {
    const campaigns = await gatherCampaigns(store, at, { withArchived: true });
    return { campaigns: campaigns.map((campaign) => overviewOf(campaign, lang)) };
  },

  'GET /api/calendar': async ({ query: { lang, days } }, { at }) => {
    const { settings, from, to, runs, meetings, campaigns } = await gatherCalendar(store, at, days);
    const byId = new Map(campaigns.map(({ id, campaign }) => [id, campaign]));
    const named = (id: CampaignId) => ({ campaign: id, name: byId.get(id)?.name ?? id });
    return {
      from,
      to,
      runs: runs.map(({ day, at: due, campaign, step, isBroadcast }) => {
        const steps = byId.get(campaign)?.steps ?? [];
        const what = steps[step];
        return {
          ...named(campaign),
          day,
          time: timeIn(settings.timeZone, due),
          step: step + 1,
          what: what === undefined ? '' : stepLine(what, lang).what,
          isBroadcast,
        };
      }),
      meetings: meetings.map(({ day, isExclusive, campaigns: [one, other] }) => ({
        day,
        isExclusive,
        campaigns: [named(one), named(other)],
      })),
      others: campaigns
        .filter(({ campaign: { trigger } }) => broadcastDayOf(trigger) === undefined)
        .map(({ id, campaign: { trigger } }) => ({ ...named(id), trigger: triggerText(trigger, lang) })),
    };
  },

  'GET /api/campaigns/{campaign}': async ({ path, query: { lang, from } }, { at }) => {
    const [detail, settings] = await Promise.all([
      gatherCampaign(store, path.campaign, at),
      store.settings.load(),
    ]);
    if (detail === undefined) throw new NotFoundError('there is no such campaign', { where: path.campaign });
    return pageOf(detail, from, lang, settings);
  },

  'POST /api/campaigns/{campaign}/state': async ({ path: { campaign }, body: { state } }, { at }) => {
    if (state === 'archived') return { state, ending: await archiveCampaign(store, campaign, at) };
    await store.campaigns.setState(campaign, state, at);
    return { state: state satisfies CampaignState, ending: 0 };
  },

  'POST /api/campaigns/{campaign}/promote': async ({ path, body: { variant, lang } }, { at }) => {
    const version = await promoteByHand(store, { id: path.campaign, variant, at }, lang);
    return version === undefined ? {} : { version };
  },
} satisfies Partial<Answers>;

type OverviewAnswer = Answered<'GET /api/campaigns'>['campaigns'][number];
type PageAnswer = Answered<'GET /api/campaigns/{campaign}'>;

function overviewOf(
  { id, name, version, state, since, trigger, variants, inProgress, nextDueAt, held }: CampaignOverview,
  language: Language,
): OverviewAnswer {
  return {
    id,
    name,
    version,
    state,
    since,
    ...(trigger && { trigger: triggerText(trigger, language) }),
    ...(variants && { variants: { ...variants, names: [...variants.names] } }),
    inProgress,
    ...(nextDueAt && { nextDueAt }),
    held,
  };
}

function pageOf(detail: CampaignDetail, from: number, language: Language, settings: Settings): PageAnswer {
  const { versions, latest, cohorts } = detail;
  const stepsOf = new Map(versions.map(({ version, steps }) => [version, steps]));
  const description = latest?.campaign.description;
  return {
    ...overviewOf(detail, language),
    ...(description !== undefined && { description }),
    steps: (latest?.campaign.steps ?? []).map((step) => ({
      ...stepLine(step, language),
      ...(step.variant && { variants: [...step.variant] }),
    })),
    versions: versions.map(({ version, inProgress, continuedBy }) => ({
      version,
      inProgress,
      ...(continuedBy !== undefined && { continuedBy }),
    })),
    cohorts: cohorts
      .slice(from, from + cohortsPerPage)
      .map((one) => cohortOf(one, stepsOf.get(one.cohort.version) ?? 0, language, settings)),
    cohortsInAll: cohorts.length,
  };
}

function cohortOf(
  { cohort, openedAt, customers, stepsRun, next, waiting }: CohortInFlight,
  steps: number,
  language: Language,
  settings: Settings,
): PageAnswer['cohorts'][number] {
  return {
    name: cohortId(cohort),
    version: cohort.version,
    openedAt,
    ...(cohort.zone && { zone: cohort.zone }),
    customers,
    stepsRun,
    steps,
    ...(next && { next: { step: next.index + 1, at: next.at } }),
    ...(waiting && { waiting: waitingText(waiting, language, settings) }),
    isHeldUp: waiting !== undefined && needsSomebody.has(waiting.for),
  };
}
