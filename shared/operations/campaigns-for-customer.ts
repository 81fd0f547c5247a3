import type { PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { byPriority, excludedBy } from '../campaigns/exclusive.ts';
import { explainAudience } from '../campaigns/explain-audience.ts';
import { whyNotTonight } from '../campaigns/triggers/trigger.ts';
import type { AudienceReason } from '../explain/audience-reason.ts';
import type { CampaignId } from '../ids.ts';
import { whyNotEnrol } from '../journeys/enrolment.ts';
import type { Profile } from '../profile/profile.ts';
import { isHeldOutOfAll } from '../report/shop/global-holdout.ts';
import type { Store } from '../store/store.ts';
import { openClassifier } from './classified-customers.ts';

/** Why a customer would not enter a campaign tonight. */
export type WhyNotEnter = 'held-out-of-all' | 'entered-before' | 'entered-lately' | 'audience';

/** What one running campaign would do for a customer. */
export interface CampaignForCustomer {
  readonly version: CampaignVersion;
  /** Absent for one who would enter, tonight or by the campaign's trigger. */
  readonly whyNot?: WhyNotEnter;
  /** The campaign that keeps the customer out of this one, which would let them in. */
  readonly excludedBy?: CampaignId;
  /** Every condition of the audience, for and against. */
  readonly audience: AudienceReason;
}

/**
 * What each running campaign would do for a customer on a night, by the classes that the latest population gives them; those
 * of higher priority first, which keep the customer out of others as in the night.
 *
 * @returns undefined before the first night
 */
export async function campaignsForCustomer(
  store: Pick<Store, 'settings' | 'nights' | 'campaigns'>,
  profile: Profile,
  asOf: PlainDate,
): Promise<readonly CampaignForCustomer[] | undefined> {
  const [all, { globalHoldout }, known] = await Promise.all([
    openClassifier(store, asOf),
    store.settings.secrets(),
    store.campaigns.all(),
  ]);
  if (all === undefined) return undefined;
  const { settings } = all;
  const customer = all.classify(profile);
  const isLeftOut = isHeldOutOfAll(settings, profile.customerId, globalHoldout);
  const running = known.filter(({ state }) => state === 'active');
  const versions = await Promise.all(
    running.map(({ id, version }) => store.campaigns.journeyVersion(id, version)),
  );
  const night = { asOf, tiersBefore: all.population.settings.tiers };
  /** Those that let the customer in tonight. */
  const entering: CampaignVersion[] = [];
  return versions.toSorted(byPriority).map((version): CampaignForCustomer => {
    const reason = isLeftOut ? 'held-out-of-all' : whyNotEnrol(version, customer, settings, asOf);
    const audience = explainAudience(version.campaign.audience, customer, settings, asOf);
    if (reason !== undefined) return { version, audience, whyNot: isKnown(reason) ? reason : 'audience' };
    const keeper = excludedBy(version, profile.openEnrolments, versions, asOf, entering);
    if (keeper !== undefined) return { version, audience, excludedBy: keeper };
    if (whyNotTonight(version.campaign.trigger, customer, night) === undefined) entering.push(version);
    return { version, audience };
  });
}

const isKnown = (reason: string): reason is WhyNotEnter =>
  ['held-out-of-all', 'entered-before', 'entered-lately'].includes(reason);
