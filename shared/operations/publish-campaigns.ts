import type { Instant } from '../calendar.ts';
import { isRaised } from '../campaigns/budget.ts';
import type { Campaign, Scripts } from '../campaigns/campaign.ts';
import type { CampaignStanding, CampaignState } from '../campaigns/lifecycle.ts';
import { sharedCodesOf } from '../campaigns/shared-codes.ts';
import { isSameCode, type WrittenSharedCode } from '../coupons/shared-code.ts';
import type { Templates } from '../email/template.ts';
import { InvalidInputError } from '../errors.ts';
import type { CampaignId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Store } from '../store/store.ts';
import { fileWords } from '../words/file.ts';
import { lifecycleWords } from '../words/lifecycle.ts';
import { moveJourneys, refuseChangedSteps } from './move-journeys.ts';

/** A campaign that passed its checks, with the texts it needs. */
export interface CampaignDraft {
  readonly id: CampaignId;
  readonly campaign: Campaign;
  /** The campaign file's content, before parsing. */
  readonly source: unknown;
  /** The YAML as it was written, for whoever changes it next. */
  readonly text?: string;
  readonly templates: Templates;
  readonly scripts?: Scripts;
}

/** The version under which a draft was published. */
export interface Publication {
  readonly id: CampaignId;
  readonly name: string;
  readonly version: number;
  /** Paused, if the campaign was before. */
  readonly state: CampaignState;
  /** How many cohorts in flight go on with it; absent where they stay with theirs. */
  readonly moved?: number;
}

/** How to publish. */
export interface PublishingOptions {
  /** Of error messages. */
  readonly language?: Language;
  /** Resumes campaigns that are paused. */
  readonly resumes?: boolean | undefined;
  /** Lets the journeys in flight go on with the steps of the new version. */
  readonly movesJourneys?: boolean | undefined;
}

/**
 * Publishes campaigns; customers enter them from the next night on. The same content again keeps the version it has. A
 * shared code becomes known, and its limit is that of the latest version, also for customers of an earlier one. What is
 * paused stays paused, and an archived campaign begins anew.
 *
 * @returns the version of each, in the order of the drafts
 * @throws InvalidInputError, having published nothing, when another campaign has a shared code, journeys in flight
 *   cannot go on with a draft's steps, or a campaign is to be resumed with the budget that it has used up
 */
export async function publishCampaigns(
  store: Pick<Store, 'campaigns' | 'budgets' | 'sharedCodes' | 'cohorts' | 'due' | 'settings'>,
  drafts: readonly CampaignDraft[],
  at: Instant,
  { language = 'en', resumes = false, movesJourneys = false }: PublishingOptions = {},
): Promise<readonly Publication[]> {
  await refuseCodesOfOthers(store, drafts, language);
  if (movesJourneys) for (const draft of drafts) await refuseChangedSteps(store, draft, language);
  const known = new Map((await store.campaigns.all()).map((one) => [one.id, one]));
  if (resumes) refuseUsedUpBudgets(known, drafts, language);
  const published: Publication[] = [];
  for (const { campaign, ...toPublish } of drafts) {
    for (const code of sharedCodesOf(campaign))
      if (!(await store.sharedCodes.open({ ...code, campaign: toPublish.id })))
        throw takenCode(toPublish.id, code, language);
    const { id } = toPublish;
    if (known.get(id)?.state === 'archived') await store.budgets.forget(id);
    const version = await store.campaigns.publish({ ...toPublish, publishedAt: at });
    const moved = movesJourneys && { moved: await moveJourneys(store, id, version) };
    if (resumes) await store.campaigns.setState(id, 'active', at);
    const { state } = await store.campaigns.standing(id, version);
    published.push({ id, name: campaign.name, version, state, ...moved });
  }
  return published;
}

/** Nothing is published when one of the drafts cannot be, so every code is looked up before any is opened. */
async function refuseCodesOfOthers(
  store: Pick<Store, 'sharedCodes'>,
  drafts: readonly CampaignDraft[],
  language: Language,
): Promise<void> {
  const asked = drafts.flatMap(({ id, campaign }) => sharedCodesOf(campaign).map((code) => ({ id, code })));
  for (const { id, code } of asked) {
    const known = await store.sharedCodes.find(code.code);
    const isTaken = known !== undefined && known.campaign !== id;
    if (isTaken || asked.some((other) => other.id !== id && isSameCode(other.code.code, code.code)))
      throw takenCode(id, code, language);
  }
}

function refuseUsedUpBudgets(
  known: ReadonlyMap<CampaignId, CampaignStanding>,
  drafts: readonly CampaignDraft[],
  language: Language,
): void {
  for (const { id, campaign } of drafts) {
    const stop = known.get(id)?.outOfBudget;
    if (stop !== undefined && !isRaised(campaign.budget, stop))
      throw new InvalidInputError(lifecycleWords[language].budget.raise(id), [], id);
  }
}

const takenCode = (id: CampaignId, { code }: WrittenSharedCode, language: Language): InvalidInputError =>
  new InvalidInputError(fileWords[language].takenCode(code), [], id);
