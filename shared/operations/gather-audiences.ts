import { stringify } from 'yaml';
import * as z from 'zod';
import type { CampaignState } from '../campaigns/lifecycle.ts';
import { asWritten, namedIn } from '../campaigns/written-audience.ts';
import type { CampaignId } from '../ids.ts';
import type { KnownCampaign } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';

/** The audience of a campaign's latest version, as YAML. */
export interface CampaignAudience {
  readonly campaign: CampaignId;
  readonly title: string;
  readonly state: CampaignState;
  readonly text: string;
}

/** An audience that campaigns refer to by name, as it was when the latest of them was published. */
export interface NamedAudienceText {
  readonly name: string;
  readonly text: string;
  readonly usedBy: readonly CampaignId[];
}

const sourceSchema = z.object({ name: z.string(), audience: z.unknown() });

interface Written {
  readonly campaign: KnownCampaign;
  readonly title: string;
  readonly audience: unknown;
}

/** The campaigns that are not archived, the latest published last. Those that nobody can read any more are left out. */
async function writtenAudiences(store: Pick<Store, 'campaigns'>): Promise<readonly Written[]> {
  return (await store.campaigns.all())
    .filter(({ state }) => state !== 'archived')
    .sort((one, other) => (one.publishedAt < other.publishedAt ? -1 : 1))
    .flatMap((campaign) => {
      const source = sourceSchema.safeParse(campaign.source);
      return source.success ? [{ campaign, title: source.data.name, audience: source.data.audience }] : [];
    });
}

/** The audiences that may be referred to by name, each as it was written: those that published campaigns contain. */
export async function namedAudiences(store: Pick<Store, 'campaigns'>): Promise<ReadonlyMap<string, unknown>> {
  return new Map((await writtenAudiences(store)).flatMap(({ audience }) => namedIn(audience)));
}

/** Gathers the audiences of all campaigns that are not archived, and those that they refer to by name. */
export async function gatherAudiences(store: Pick<Store, 'campaigns'>): Promise<{
  readonly named: readonly NamedAudienceText[];
  readonly campaigns: readonly CampaignAudience[];
}> {
  const written = await writtenAudiences(store);
  const named = new Map(written.flatMap(({ audience }) => namedIn(audience)));
  return {
    named: [...named].sort().map(([name, content]) => ({
      name,
      text: textOf(content),
      usedBy: written
        .filter(({ audience }) => namedIn(audience).some(([used]) => used === name))
        .map(({ campaign }) => campaign.id),
    })),
    campaigns: written.map(({ campaign, title, audience }) => ({
      campaign: campaign.id,
      title,
      state: campaign.state,
      text: textOf(audience),
    })),
  };
}

/** Everybody, who has no conditions, is an empty text. */
const textOf = (source: unknown): string => {
  const written = asWritten(source);
  const isEverybody = typeof written === 'object' && written !== null && Object.keys(written).length === 0;
  return isEverybody ? '' : stringify(written, { lineWidth: 0, flowCollectionPadding: true });
};
