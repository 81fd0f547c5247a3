import type { Cohort } from '../journeys/cohort.ts';
import type { StoppedBy } from '../journeys/events.ts';
import { limitText } from '../screens/limit-text.ts';
import type { Voice } from '../screens/voice.ts';
import type { FindingLink, FoundCampaign, Look } from './finding.ts';

const campaignLink = ({ id, name }: FoundCampaign, { findings: { links } }: Voice): FindingLink => ({
  to: `/campaigns/${id}`,
  text: links.campaign(name),
});

/** Campaigns that paused themselves because they have used up their budget. */
export const outOfBudget: Look = ({ campaigns }, voice) =>
  campaigns.flatMap((campaign) => {
    const { name, state, outOfBudget: stop } = campaign;
    if (stop === undefined || state !== 'paused') return [];
    const sentence = voice.findings.looks['out-of-budget'](name, limitText(stop, voice.language));
    return [{ rank: 75, tone: 'warning', sentence, link: campaignLink(campaign, voice) }];
  });

/** What a step waits for that passes by itself, or that somebody has decided. */
const expected: ReadonlySet<StoppedBy> = new Set(['quiet-hours', 'campaign-paused', 'budget']);

/** Running campaigns with steps that failed, or that SES or a webhook does not let through. */
export const stepsHeld: Look = ({ campaigns, cohorts }, voice) =>
  campaigns.flatMap((campaign) => {
    if (campaign.state !== 'active') return [];
    const held = cohorts.filter((cohort) => cohort.campaign === campaign.id && isHeld(cohort)).length;
    if (held === 0) return [];
    const sentence = voice.findings.looks['steps-held'](campaign.name, held);
    return [{ rank: 78, tone: 'negative', sentence, link: campaignLink(campaign, voice) }];
  });

const isHeld = ({ steps }: Pick<Cohort, 'steps'>): boolean =>
  Object.values(steps).some(
    (run) => run.state === 'failed' && (run.stoppedBy === undefined || !expected.has(run.stoppedBy)),
  );
