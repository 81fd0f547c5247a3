import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../calendar.ts';
import type { BudgetStop } from '../campaigns/budget.ts';
import { type CampaignVersion, campaignSchema, type PublishedCampaign } from '../campaigns/campaign.ts';
import type { ActiveVersion, CampaignStanding, CampaignState } from '../campaigns/lifecycle.ts';
import { InvalidInputError, issuesOf, NotFoundError } from '../errors.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CampaignId } from '../ids.ts';
import {
  type Head,
  standingIn,
  standingOf,
  withoutBudgetLeft,
  withState,
  withVersion,
} from './campaign-head.ts';
import type { ControlTable } from './control.ts';

/** The latest version of a campaign, as it was published, and how the campaign stands. */
export type KnownCampaign = PublishedCampaign & CampaignStanding;

const versionId = (id: CampaignId, version: number): string => `${id}#${String(version).padStart(5, '0')}`;

/** @throws InvalidInputError for a version that today's schema no longer accepts */
function parseVersion({
  source,
  publishedAt: _,
  text: __,
  ...published
}: PublishedCampaign): CampaignVersion {
  const { id, version } = published;
  const campaign = campaignSchema.safeParse(source);
  if (campaign.success) return { ...published, campaign: campaign.data };
  const message = 'this campaign can no longer be read; publish it again, or pause it';
  throw new InvalidInputError(message, issuesOf(campaign.error), `campaign ${id}, version ${version}`);
}

function known(id: CampaignId, head: Head | undefined): Head {
  if (head === undefined) throw new NotFoundError('there is no such campaign', { where: `campaign ${id}` });
  return head;
}

/** Campaigns and their versions, in table Control: kind `campaign` by id, kind `campaign-version` by `id#version`. */
export function createCampaignStore(control: ControlTable) {
  const findHead = (id: CampaignId) => control.find<Head>('campaign', id);
  const findVersion = (id: CampaignId, version: number) =>
    control.find<PublishedCampaign>('campaign-version', versionId(id, version));
  const getVersion = async (id: CampaignId, version: number): Promise<CampaignVersion> => {
    const found = await findVersion(id, version);
    if (found === undefined)
      throw new NotFoundError('there is no such version', { where: versionId(id, version) });
    return parseVersion(found);
  };

  /** A version never changes, so that whoever takes in facts all day need not read and parse it each time. */
  const latestRead = new Map<CampaignId, { readonly content: string; readonly version: CampaignVersion }>();
  async function latestVersion({ id, latest, content }: Head): Promise<CampaignVersion | undefined> {
    const read = latestRead.get(id);
    if (read?.content === content && read.version.version === latest) return read.version;
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

  /** Writes what follows from a campaign's head; another writer who was faster has it read and decided again. */
  async function changeHead(id: CampaignId, after: (before: Head | undefined) => Head): Promise<Head> {
    for (;;) {
      const before = await findHead(id);
      const head = after(before);
      if (isDeepStrictEqual(before, head)) return head;
      const isWritten =
        before === undefined
          ? await control.add('campaign', id, head)
          : await control.change('campaign', id, before, head);
      if (isWritten) return head;
    }
  }

  return {
    /**
     * Publishes a campaign as its next version and returns the number. The same content again keeps its version. A
     * paused campaign stays paused; an archived one begins anew.
     */
    async publish(campaign: Omit<PublishedCampaign, 'version'>): Promise<number> {
      const { id, source, templates, scripts } = campaign;
      const head = await findHead(id);
      const latest = head && (await findVersion(id, head.latest));
      const isSame =
        latest &&
        isDeepStrictEqual([latest.source, latest.templates, latest.scripts], [source, templates, scripts]);
      if (head !== undefined && isSame && head.state !== 'archived') return head.latest;
      const version = await addNextVersion(campaign, (head?.latest ?? 0) + 1);
      await changeHead(id, (before) => withVersion(before, version, campaign));
      return version;
    },

    /**
     * Pauses, resumes or archives a campaign. A repeat changes nothing.
     *
     * @throws NotFoundError
     * @throws InvalidInputError when the campaign is archived, which is final, or resumed with the budget that it has used
     *   up
     */
    async setState(id: CampaignId, state: CampaignState, at: Instant): Promise<void> {
      await changeHead(id, (head) => withState(known(id, head), state, at));
    },

    /**
     * Pauses an active campaign that has used up its budget, unless that has been raised meanwhile. A repeat changes
     * nothing.
     */
    async pauseForBudget(id: CampaignId, outOfBudget: BudgetStop, at: Instant): Promise<void> {
      await changeHead(id, (head) => withoutBudgetLeft(known(id, head), outOfBudget, at));
    },

    /** How the journeys of a version stand. @throws NotFoundError when there is no such campaign */
    async standing(id: CampaignId, version: number): Promise<CampaignStanding> {
      return standingIn(known(id, await findHead(id)), version);
    },

    /** How all campaigns stand: a function that says it of a version; `archived` for one that is not known. */
    async standings(): Promise<(id: CampaignId, version: number) => CampaignState> {
      const heads = new Map((await control.all<Head>('campaign')).map((head) => [head.id, head]));
      return (id, version) => {
        const head = heads.get(id);
        return head === undefined ? 'archived' : standingIn(head, version).state;
      };
    },

    /** The version whose steps the journeys of another one go on with; undefined when these are its own. */
    async continuedBy(id: CampaignId, version: number): Promise<number | undefined> {
      return (await findHead(id))?.continuedBy?.[version];
    },

    /** Lets the journeys of versions go on with the steps and texts of another one. A repeat changes nothing. */
    async continueWith(id: CampaignId, versions: readonly number[], by: number): Promise<void> {
      const moved = Object.fromEntries(versions.map((version) => [version, by]));
      await changeHead(id, (head) => {
        const { continuedBy, ...kept } = known(id, head);
        return { ...kept, continuedBy: { ...continuedBy, ...moved } };
      });
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

    /**
     * Returns the latest version of every campaign that is active, in order of id.
     *
     * @throws InvalidInputError when one of them can no longer be read
     */
    async active(): Promise<readonly ActiveVersion[]> {
      const heads = await control.all<Head>('campaign');
      const active = heads.filter((head) => head.state === 'active');
      const versions = await Promise.all(
        active.map(async (head) => {
          const version = await latestVersion(head);
          return version && { ...version, activeSince: head.since };
        }),
      );
      return versions.flatMap((version) => version ?? []);
    },

    /** Returns the latest version of every campaign, paused and archived ones too, in order of id. */
    async all(): Promise<readonly KnownCampaign[]> {
      const heads = await control.all<Head>('campaign');
      const versions = await Promise.all(
        heads.map(async (head) => {
          const version = await findVersion(head.id, head.latest);
          return version && { ...version, ...standingOf(head) };
        }),
      );
      return versions.flatMap((version) => version ?? []);
    },

    /** Reads one version. @throws NotFoundError @throws InvalidInputError when it can no longer be read */
    version: getVersion,

    /**
     * A version as its journeys go on: who enters, and what is measured, by the version itself; steps and texts by the one
     * that its journeys were moved to, if they were.
     *
     * @throws NotFoundError @throws InvalidInputError when it can no longer be read
     */
    async journeyVersion(id: CampaignId, version: number): Promise<CampaignVersion> {
      const [own, head] = await Promise.all([getVersion(id, version), findHead(id)]);
      const by = head?.continuedBy?.[version];
      if (by === undefined) return own;
      const { campaign, templates, scripts } = await getVersion(id, by);
      const { steps, stopAt, notWhile } = campaign;
      return {
        ...own,
        campaign: { ...own.campaign, steps, stopAt, notWhile },
        templates,
        ...(scripts && { scripts }),
      };
    },
  };
}
