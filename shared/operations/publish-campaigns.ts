import type { Instant } from '../calendar.ts';
import type { Campaign, Scripts } from '../campaigns/campaign.ts';
import type { Templates } from '../email/template.ts';
import type { CampaignId } from '../ids.ts';
import type { Store } from '../store/store.ts';

/** A campaign that passed its checks, with the texts it needs. */
export interface CampaignDraft {
  readonly id: CampaignId;
  readonly campaign: Campaign;
  /** The campaign file's content, before parsing. */
  readonly source: unknown;
  readonly templates: Templates;
  readonly scripts?: Scripts;
}

/** The version under which a draft was published. */
export interface Publication {
  readonly id: CampaignId;
  readonly name: string;
  readonly version: number;
}

/**
 * Publishes campaigns; customers enter them from the next night on. The same content again keeps the version it has.
 *
 * @returns the version of each, in the order of the drafts
 */
export async function publishCampaigns(
  store: Pick<Store, 'campaigns'>,
  drafts: readonly CampaignDraft[],
  at: Instant,
): Promise<readonly Publication[]> {
  const published: Publication[] = [];
  for (const { campaign, ...toPublish } of drafts) {
    const version = await store.campaigns.publish({ ...toPublish, publishedAt: at });
    published.push({ id: toPublish.id, name: campaign.name, version });
  }
  return published;
}
