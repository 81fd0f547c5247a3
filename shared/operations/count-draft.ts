import type { Instant } from '../calendar.ts';
import { ContentionError, NotFoundError } from '../errors.ts';
import type { CampaignId } from '../ids.ts';
import type { Store } from '../store/store.ts';
import { type Part, type PartsPlan, type PlacedPart, planParts } from './audience-parts.ts';
import { type CampaignLibrary, campaignIn } from './check-campaign.ts';
import { type CampaignPartCount, countCampaignPart } from './count-audience.ts';
import { audiencesOfDraft } from './named-audiences.ts';
import { checkDraft, findDraft } from './write-campaign.ts';

/** How to count exactly, part by part, whom a draft would concern; or why nobody can say. */
export type DraftCountPlan =
  | {
      readonly plan: PartsPlan;
      /** What all parts are counted by. */
      readonly revision: number;
      /** The share of those who enter that gets nothing. */
      readonly holdout: number;
    }
  | { readonly unknown: 'no-night' | 'not-ready' };

/** Says how to count a draft as it was saved last. @throws NotFoundError */
export async function planDraftCount(
  store: Pick<Store, 'drafts' | 'audiences' | 'settings' | 'nights'>,
  id: CampaignId,
  library: CampaignLibrary,
  now: Instant,
): Promise<DraftCountPlan> {
  const draft = await findDraft(store, id);
  const [{ ready }, plan] = await Promise.all([
    checkDraft(store, draft, library, { at: now, language: 'en' }),
    planParts(store, now),
  ]);
  if (ready === undefined) return { unknown: 'not-ready' };
  if (plan === undefined) return { unknown: 'no-night' };
  return { plan, revision: draft.revision, holdout: ready.campaign.holdout };
}

/**
 * Counts among the customers of a part whom a draft would concern. Reads at most 3 MB of profiles.
 *
 * @throws NotFoundError @throws ContentionError when the draft has changed since it was planned
 */
export async function countDraftPart(
  store: Pick<Store, 'drafts' | 'audiences' | 'settings' | 'nights' | 'customers' | 'recipients'>,
  { id, revision }: { readonly id: CampaignId; readonly revision: number },
  library: CampaignLibrary,
  part: PlacedPart,
): Promise<Part<CampaignPartCount>> {
  const draft = await findDraft(store, id);
  if (draft.revision !== revision)
    throw new ContentionError('the draft has changed since the count began', { where: id });
  const audiences = await audiencesOfDraft(store, draft);
  const campaign = campaignIn(id, { text: draft.text, audiences }, library);
  if (campaign === undefined)
    throw new ContentionError('an audience that the draft refers to has changed meanwhile', { where: id });
  const counted = await countCampaignPart(
    store,
    { id, version: 0, campaign, templates: draft.templates },
    part,
  );
  if (counted === undefined)
    throw new NotFoundError('no customer has classes before the first night', { where: 'population' });
  return counted;
}
