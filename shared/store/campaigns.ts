import { isDeepStrictEqual } from 'node:util';
import type { PlainDate } from '../calendar.ts';
import { type CampaignVersion, campaignSchema, type PublishedCampaign } from '../campaigns/campaign.ts';
import { InvalidInputError, issuesOf, NotFoundError } from '../errors.ts';
import { type CampaignId, type CohortKey, cohortId } from '../ids.ts';
import type { Cohort } from '../journeys/cohort.ts';
import type { ControlTable } from './control.ts';

interface Head {
  readonly id: CampaignId;
  readonly latest: number;
  readonly state: 'active' | 'paused';
}

const versionId = (id: CampaignId, version: number): string => `${id}#${String(version).padStart(5, '0')}`;

/** @throws InvalidInputError for one that was published under rules which no longer hold */
function parsed({ id, version, source, templates }: PublishedCampaign): CampaignVersion {
  const campaign = campaignSchema.safeParse(source);
  if (campaign.success) return { id, version, campaign: campaign.data, templates };
  const message = 'this campaign can no longer be read; publish it again, or pause it';
  throw new InvalidInputError(message, issuesOf(campaign.error), `campaign ${id}, version ${version}`);
}

/** Campaigns, their versions, and the cohorts that went through them. */
export function createCampaignStore(control: ControlTable) {
  const findVersion = (id: CampaignId, version: number) =>
    control.find<PublishedCampaign>('campaign-version', versionId(id, version));

  /** The first number that is free; a version that exists is never overwritten, since journeys may be in flight. */
  async function addNextVersion(campaign: Omit<PublishedCampaign, 'version'>, from: number): Promise<number> {
    let version = from;
    while (
      !(await control.add('campaign-version', versionId(campaign.id, version), { ...campaign, version }))
    ) {
      version += 1;
    }
    return version;
  }

  return {
    /** Publishes a campaign as its next version; the same content again keeps the version that it has. */
    async publish(campaign: Omit<PublishedCampaign, 'version'>): Promise<number> {
      const { id, source, templates } = campaign;
      const head = await control.find<Head>('campaign', id);
      const latest = head && (await findVersion(id, head.latest));
      const isSame = latest && isDeepStrictEqual([latest.source, latest.templates], [source, templates]);
      if (head !== undefined && isSame) {
        if (head.state === 'paused') await control.put<Head>('campaign', id, { ...head, state: 'active' });
        return head.latest;
      }
      const version = await addNextVersion(campaign, (head?.latest ?? 0) + 1);
      await control.put<Head>('campaign', id, { id, latest: version, state: 'active' });
      return version;
    },

    /** Nobody enters a paused campaign, and its journeys stand still. */
    async pause(id: CampaignId): Promise<void> {
      const head = await control.find<Head>('campaign', id);
      if (head === undefined)
        throw new NotFoundError('there is no such campaign', { where: `campaign ${id}` });
      await control.put<Head>('campaign', id, { ...head, state: 'paused' });
    },

    /** The latest version of every campaign that is not paused, by id. */
    async active(): Promise<readonly CampaignVersion[]> {
      const heads = await control.all<Head>('campaign');
      const active = heads.filter((head) => head.state === 'active');
      const versions = await Promise.all(active.map((head) => findVersion(head.id, head.latest)));
      return versions.flatMap((version) => (version === undefined ? [] : [parsed(version)]));
    },

    /** One version. @throws NotFoundError */
    async version(id: CampaignId, version: number): Promise<CampaignVersion> {
      const found = await findVersion(id, version);
      if (found === undefined)
        throw new NotFoundError('there is no such version', { where: versionId(id, version) });
      return parsed(found);
    },
  };
}

/** Cohorts stand under `cohort` while steps are still to run, and under `finished-cohort` afterwards. */
export function createCohortStore(control: ControlTable) {
  const finishedId = (cohort: CohortKey, on: PlainDate) => `${on}#${cohortId(cohort)}`;

  return {
    /** Opens a cohort; the first of those who do wins, and all others find it. */
    async open(cohort: Cohort): Promise<void> {
      await control.add('cohort', cohortId(cohort), cohort);
    },

    async find(key: CohortKey): Promise<Cohort | undefined> {
      return control.find<Cohort>('cohort', cohortId(key));
    },

    /** Cohorts that have steps to run. */
    async unfinished(): Promise<readonly Cohort[]> {
      return control.all<Cohort>('cohort');
    },

    /** Cohorts that ran their last step on `since` or later; all of them without it. */
    async finished(since?: PlainDate): Promise<readonly Cohort[]> {
      return control.all<Cohort>('finished-cohort', since);
    },

    /** Replaces a cohort that is still as it was read. False when somebody changed it first. */
    async change(before: Cohort, after: Cohort): Promise<boolean> {
      return control.change('cohort', cohortId(before), before, after);
    },

    /** Moves a cohort that has run its last step out of the way. Copied first, so a crash leaves it twice, not nowhere. */
    async finish(cohort: Cohort, on: PlainDate): Promise<void> {
      await control.put('finished-cohort', finishedId(cohort, on), cohort);
      await control.remove('cohort', cohortId(cohort));
    },
  };
}
