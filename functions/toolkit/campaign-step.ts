import type { Action, CampaignVersion, Step } from '../../shared/campaigns/campaign.ts';
import type { ShardEvent } from '../../shared/campaigns/events.ts';
import { RekindleError } from '../../shared/errors.ts';
import type { Store } from '../../shared/store/store.ts';

/** The step that an event names, whose action must be the one that the function is for. */
export async function campaignStep<T extends Action['type']>(
  store: Store,
  { cohort, step: index }: ShardEvent,
  type: T,
): Promise<{ version: CampaignVersion; step: Step; action: Extract<Action, { type: T }> }> {
  const version = await store.campaigns.version(cohort.campaign, cohort.version);
  const step = version.campaign.steps[index];
  const action = step?.action;
  if (step === undefined || action === undefined || !isOfType(action, type)) {
    throw new RekindleError(`step ${index} is no ${type} step`, { where: `campaign ${cohort.campaign}` });
  }
  return { version, step, action };
}

const isOfType = <T extends Action['type']>(
  action: Action,
  type: T,
): action is Extract<Action, { type: T }> => action.type === type;
