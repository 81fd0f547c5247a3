import type { Instant } from '../calendar.ts';
import { type BudgetStop, isRaised } from '../campaigns/budget.ts';
import { campaignSchema, type PublishedCampaign } from '../campaigns/campaign.ts';
import type { CampaignStanding, CampaignState } from '../campaigns/lifecycle.ts';
import { InvalidInputError } from '../errors.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CampaignId } from '../ids.ts';

/** A campaign's item of kind `campaign`, with the number of its latest version. */
export interface Head extends CampaignStanding {
  readonly id: CampaignId;
  readonly latest: number;
  /** The fingerprint of that version. */
  readonly content: string;
  /** Versions up to this one were archived: their journeys have ended, even if the id was published anew. */
  readonly archivedUpTo?: number;
  /** By version, the one whose steps its journeys go on with. */
  readonly continuedBy?: Readonly<Record<string, number>>;
}

/** How a campaign stands. */
export const standingOf = ({
  state,
  since,
  budget,
  outOfBudget,
  wasOutOfBudget,
}: Head): CampaignStanding => ({
  state,
  since,
  ...(budget && { budget }),
  ...(outOfBudget && { outOfBudget }),
  ...(wasOutOfBudget && { wasOutOfBudget }),
});

/** How the journeys of a version stand. */
export const standingIn = (head: Head, version: number): CampaignStanding => ({
  ...standingOf(head),
  ...(version <= (head.archivedUpTo ?? 0) && { state: 'archived' as const }),
});

/** The budget of a campaign file's content; undefined where it has none, or can no longer be read. */
const budgetIn = (source: unknown): Pick<CampaignStanding, 'budget'> => {
  const budget = campaignSchema.safeParse(source).data?.budget;
  return budget === undefined ? {} : { budget };
};

/** A campaign with a newly published version; somebody who published at the same time may have a later one. */
export function withVersion(
  head: Head | undefined,
  version: number,
  campaign: Omit<PublishedCampaign, 'version'>,
): Head {
  const { id, source, publishedAt } = campaign;
  const content = fingerprintOf(campaign);
  const published = { id, latest: version, content, ...budgetIn(source) };
  if (head === undefined) return { ...published, state: 'active', since: publishedAt };
  if (head.latest > version) return head;
  const begins = head.state === 'archived' && { state: 'active' as const, since: publishedAt };
  const { budget: _, ...kept } = head;
  return { ...kept, ...begins, ...published };
}

/**
 * A campaign that is paused, resumed or archived.
 *
 * @throws InvalidInputError when the campaign is archived, which is final, or resumed with the budget that it has used up
 */
export function withState(head: Head, state: CampaignState, at: Instant): Head {
  if (head.state === state) return head;
  if (head.state === 'archived')
    throw new InvalidInputError('this campaign is archived; publish it to begin anew', [], head.id);
  const { outOfBudget, wasOutOfBudget: _, ...kept } = head;
  if (state === 'active' && outOfBudget !== undefined && !isRaised(head.budget, outOfBudget))
    throw new InvalidInputError(
      'the budget of this campaign is used up; publish it with a greater one',
      [],
      head.id,
    );
  const ended = state === 'archived' && { archivedUpTo: head.latest };
  const ranOut = state === 'active' && outOfBudget !== undefined && { wasOutOfBudget: true as const };
  return { ...kept, state, since: at, ...ended, ...ranOut };
}

/** An active campaign that has used up its budget is paused, unless that has been raised meanwhile. */
export function withoutBudgetLeft(head: Head, outOfBudget: BudgetStop, at: Instant): Head {
  if (head.state !== 'active' || isRaised(head.budget, outOfBudget)) return head;
  const { wasOutOfBudget: _, ...kept } = head;
  return { ...kept, state: 'paused', since: at, outOfBudget };
}
