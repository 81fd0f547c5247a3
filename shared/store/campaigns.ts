import { isDeepStrictEqual } from 'node:util';
import type { PlainDate } from '../calendar.ts';
import { type CampaignVersion, campaignSchema, type PublishedCampaign } from '../campaigns/campaign.ts';
import { InvalidInputError, issuesOf, NotFoundError } from '../errors.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { type CampaignId, type CohortKey, cohortId } from '../ids.ts';
import type { Cohort } from '../journeys/cohort.ts';
import type { ControlTable } from './control.ts';

/** A campaign's item of kind `campaign`, with the number of its latest version. */
interface Head {
  readonly id: CampaignId;
  readonly latest: number;
  readonly state: 'active' | 'paused';
  /** The fingerprint of that version. */
  readonly content: string;
}

const versionId = (id: CampaignId, version: number): string => `${id}#${String(version).padStart(5, '0')}`;

/** @throws InvalidInputError for a version that today's schema no longer accepts */
function parseVersion({ source, publishedAt: _, ...published }: PublishedCampaign): CampaignVersion {
  const { id, version } = published;
  const campaign = campaignSchema.safeParse(source);
  if (campaign.success) return { ...published, campaign: campaign.data };
  const message = 'this campaign can no longer be read; publish it again, or pause it';
  throw new InvalidInputError(message, issuesOf(campaign.error), `campaign ${id}, version ${version}`);
}

/** Campaigns and their versions, in table Control: kind `campaign` by id, kind `campaign-version` by `id#version`. */
export function createCampaignStore(control: ControlTable) {
  const findVersion = (id: CampaignId, version: number) =>
    control.find<PublishedCampaign>('campaign-version', versionId(id, version));

  /** A version never changes, so that whoever takes in facts all day need not read and parse it each time. */
  const latestRead = new Map<CampaignId, { readonly content: string; readonly version: CampaignVersion }>();
  async function latestVersion({ id, latest, content }: Head): Promise<CampaignVersion | undefined> {
    const known = latestRead.get(id);
    if (known?.content === content && known.version.version === latest) return known.version;
    const found = await findVersion(id, latest);
    if (found === undefined) return undefined;
    const version = parseVersion(found);
    latestRead.set(id, { content, version });
    return version;
  }

  /**
   * Adds a version under the first free number. A version that exists is never overwritten, since journeys may be in
   * flight.
   */
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
    /** Publishes a campaign as its next version and returns the number. The same content again keeps its version. */
    async publish(campaign: Omit<PublishedCampaign, 'version'>): Promise<number> {
      const { id, source, templates, scripts } = campaign;
      const head = await control.find<Head>('campaign', id);
      const latest = head && (await findVersion(id, head.latest));
      const isSame =
        latest &&
        isDeepStrictEqual([latest.source, latest.templates, latest.scripts], [source, templates, scripts]);
      if (head !== undefined && isSame) {
        if (head.state === 'paused') await control.put<Head>('campaign', id, { ...head, state: 'active' });
        return head.latest;
      }
      const version = await addNextVersion(campaign, (head?.latest ?? 0) + 1);
      await control.put<Head>('campaign', id, {
        id,
        latest: version,
        state: 'active',
        content: fingerprintOf(campaign),
      });
      return version;
    },

    /**
     * Publishes a campaign in the place of its version `before`, and leaves it paused if it is. Returns undefined when that
     * is no longer the latest version. After a crash, a repeat with the same content finds what it had written.
     */
    async publishAfter(
      before: number,
      campaign: Omit<PublishedCampaign, 'version'>,
    ): Promise<number | undefined> {
      const { id } = campaign;
      const head = await control.find<Head>('campaign', id);
      if (head?.latest !== before) return undefined;
      const next = { ...campaign, version: before + 1 };
      const isThere = isDeepStrictEqual(await findVersion(id, next.version), next);
      const latest = isThere ? next.version : await addNextVersion(campaign, next.version);
      const content = fingerprintOf(campaign);
      return (await control.change('campaign', id, head, { ...head, latest, content })) ? latest : undefined;
    },

    /** Pauses a campaign: nobody enters it, and its journeys stop. A repeat changes nothing. @throws NotFoundError */
    async pause(id: CampaignId): Promise<void> {
      const head = await control.find<Head>('campaign', id);
      if (head === undefined)
        throw new NotFoundError('there is no such campaign', { where: `campaign ${id}` });
      await control.put<Head>('campaign', id, { ...head, state: 'paused' });
    },

    /**
     * Returns the latest version of every campaign that is not paused, in order of id.
     *
     * @throws InvalidInputError when one of them can no longer be read
     */
    async active(): Promise<readonly CampaignVersion[]> {
      const heads = await control.all<Head>('campaign');
      const active = heads.filter((head) => head.state === 'active');
      const versions = await Promise.all(active.map(latestVersion));
      return versions.flatMap((version) => version ?? []);
    },

    /** Returns the latest version of every campaign, paused ones too, in order of id. */
    async all(): Promise<readonly (PublishedCampaign & { readonly isPaused: boolean })[]> {
      const heads = await control.all<Head>('campaign');
      const versions = await Promise.all(
        heads.map(async (head) => {
          const version = await findVersion(head.id, head.latest);
          return version && { ...version, isPaused: head.state === 'paused' };
        }),
      );
      return versions.flatMap((version) => version ?? []);
    },

    /** Reads one version. @throws NotFoundError @throws InvalidInputError when it can no longer be read */
    async version(id: CampaignId, version: number): Promise<CampaignVersion> {
      const found = await findVersion(id, version);
      if (found === undefined)
        throw new NotFoundError('there is no such version', { where: versionId(id, version) });
      return parseVersion(found);
    },
  };
}

/**
 * Cohorts, in table Control: kind `cohort` while steps remain to be run, kind `finished-cohort` by `date#cohort`
 * afterwards.
 */
export function createCohortStore(control: ControlTable) {
  const finishedId = (cohort: CohortKey, on: PlainDate) => `${on}#${cohortId(cohort)}`;

  return {
    /** Writes a cohort if there is none. Of several callers the first wins; a repeat changes nothing. */
    async open(cohort: Cohort): Promise<void> {
      await control.add('cohort', cohortId(cohort), cohort);
    },

    /** Reads a cohort that has steps to run; strongly consistent. */
    async find(key: CohortKey): Promise<Cohort | undefined> {
      return control.find<Cohort>('cohort', cohortId(key));
    },

    /** Returns all cohorts that have steps to run. */
    async unfinished(): Promise<readonly Cohort[]> {
      return control.all<Cohort>('cohort');
    },

    /** Returns the cohorts that ran their last step on `since` or later; without it, all of them. */
    async finished(since?: PlainDate): Promise<readonly Cohort[]> {
      return control.all<Cohort>('finished-cohort', since);
    },

    /**
     * Replaces a cohort if it is still as it was read. Returns false, and writes nothing, when another writer changed
     * it first.
     */
    async change(before: Cohort, after: Cohort): Promise<boolean> {
      return control.change('cohort', cohortId(before), before, after);
    },

    /**
     * Moves a cohort that ran its last step to the finished ones. It is copied first and deleted second, so a crash
     * between the two leaves it in both places rather than in none; a repeat finishes the move.
     */
    async finish(cohort: Cohort, on: PlainDate): Promise<void> {
      await control.put('finished-cohort', finishedId(cohort, on), cohort);
      await control.remove('cohort', cohortId(cohort));
    },
  };
}
