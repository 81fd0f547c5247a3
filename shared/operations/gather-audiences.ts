import { parse, stringify } from 'yaml';
import * as z from 'zod';
import type { CampaignState } from '../campaigns/lifecycle.ts';
import { asWritten, namedIn } from '../campaigns/written-audience.ts';
import type { CampaignId } from '../ids.ts';
import type { SavedAudience } from '../store/audiences.ts';
import type { KnownCampaign } from '../store/campaigns.ts';
import type { Store } from '../store/store.ts';
import { isRecord } from '../validation.ts';

/** The audience of a campaign's latest version, as YAML. */
export interface CampaignAudience {
  readonly campaign: CampaignId;
  readonly title: string;
  readonly state: CampaignState;
  readonly text: string;
}

/** What refers to an audience by its name. */
export interface AudienceUsers {
  readonly campaigns: readonly CampaignId[];
  readonly drafts: readonly CampaignId[];
  readonly audiences: readonly string[];
}

/** An audience that may be referred to by name: as it was saved, or as the latest campaign with it was published. */
export interface NamedAudienceText {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly text: string;
  readonly usedBy: AudienceUsers;
  /** Absent for one that only campaigns contain. */
  readonly saved?: Pick<SavedAudience, 'revision' | 'savedAt' | 'savedBy'>;
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

/** The audiences that published campaigns refer to by name, each as a file of a shared audience. */
export async function frozenAudiences(
  store: Pick<Store, 'campaigns'>,
): Promise<Readonly<Record<string, string>>> {
  const found = (await writtenAudiences(store)).flatMap(({ audience }) => namedIn(audience));
  return Object.fromEntries(
    found.map(([name, content]) => [name, stringify({ name, audience: asWritten(content) })]),
  );
}

/** Gathers the audiences of all campaigns that are not archived, and those that may be referred to by name. */
export async function gatherAudiences(store: Pick<Store, 'campaigns' | 'audiences' | 'drafts'>): Promise<{
  readonly named: readonly NamedAudienceText[];
  readonly campaigns: readonly CampaignAudience[];
}> {
  const [written, saved, drafts] = await Promise.all([
    writtenAudiences(store),
    store.audiences.all(),
    store.drafts.all(),
  ]);
  const frozen = new Map(written.flatMap(({ audience }) => namedIn(audience)));
  const usersOf = (name: string): AudienceUsers => ({
    campaigns: written
      .filter(({ audience }) => namedIn(audience).some(([used]) => used === name))
      .map(({ campaign }) => campaign.id),
    drafts: drafts.filter(({ text }) => namesIn(text).includes(name)).map(({ id }) => id),
    audiences: saved.filter(({ text }) => namesIn(text).includes(name)).map((one) => one.name),
  });
  const byName = new Map(saved.map((one) => [one.name, one]));
  const names = [...new Set([...byName.keys(), ...frozen.keys()])].sort();
  return {
    named: names.map((name) => {
      const one = byName.get(name);
      const usedBy = usersOf(name);
      if (one === undefined) return { name, title: name, text: textOf(frozen.get(name)), usedBy };
      const { title, description, text, revision, savedAt, savedBy } = one;
      const described = { name, title, ...(description !== undefined && { description }), text };
      return { ...described, usedBy, saved: { revision, savedAt, savedBy } };
    }),
    campaigns: written.map(({ campaign, title, audience }) => ({
      campaign: campaign.id,
      title,
      state: campaign.state,
      text: textOf(audience),
    })),
  };
}

/** The audiences that a YAML names anywhere; none for one that is half written and cannot be read. */
function namesIn(text: string): readonly string[] {
  try {
    const content: unknown = parse(text);
    return typeof content === 'string' ? [content] : referencedIn(content);
  } catch {
    return [];
  }
}

function referencedIn(content: unknown): readonly string[] {
  if (Array.isArray(content)) return content.flatMap(referencedIn);
  if (!isRecord(content)) return [];
  return Object.entries(content).flatMap(([key, value]) =>
    key === 'audience' && typeof value === 'string' ? [value] : referencedIn(value),
  );
}

/** Everybody, who has no conditions, is an empty text. */
const textOf = (source: unknown): string => {
  const written = asWritten(source);
  const isEverybody = typeof written === 'object' && written !== null && Object.keys(written).length === 0;
  return isEverybody ? '' : stringify(written, { lineWidth: 0, flowCollectionPadding: true });
};
