import type { PlainDate } from '../calendar.ts';
import { type Action, actions, whyNotReachable } from '../campaigns/actions/actions.ts';
import { whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { whyNotEnrol } from '../journeys/enrolment.ts';
import type { Profile } from '../profile/profile.ts';
import { normalise } from '../recipients/address.ts';
import { createClassifier } from '../scoring/classify.ts';
import type { Store } from '../store/store.ts';

/** How many customers a campaign would concern if tonight were now. */
export interface AudienceCount {
  /** All customers of the shop. */
  readonly customers: number;
  /** Those in the audience, whether or not they have entered before. */
  readonly inAudience: number;
  /** Those who would enter. */
  readonly entering: number;
  /**
   * The mailboxes (or phones) of those whom the first step could reach: with an address (or number), consent, and not
   * opted out. Two customers with one mailbox get one message.
   */
  readonly reachable: number;
}

/**
 * Counts the customers of each campaign by the classes that the latest night's population gives them on a day. Reads
 * every profile and writes nothing.
 *
 * @returns undefined before the first night, when no customer has classes
 */
export async function countAudiences(
  store: Pick<Store, 'settings' | 'nights' | 'customers'>,
  campaigns: readonly CampaignVersion[],
  asOf: PlainDate,
  onProgress?: (done: number, total: number) => void,
): Promise<readonly AudienceCount[] | undefined> {
  const [settings, population] = await Promise.all([store.settings.load(), store.nights.latestPopulation()]);
  if (population === undefined) return undefined;
  const classify = createClassifier(population);
  const withThresholds = { ...settings, ...population.settings };
  const counts = campaigns.map(() => ({ customers: 0, inAudience: 0, entering: 0 }));
  const addresses = campaigns.map(() => new Set<string>());
  let done = 0;
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 })) {
    for (const profile of profiles) {
      const classified = { ...profile, classes: classify(profile, asOf) };
      for (const [place, campaign] of campaigns.entries()) {
        const count = counts[place];
        const first = campaign.campaign.steps[0];
        if (count === undefined || first === undefined) continue;
        count.customers += 1;
        const { audience } = campaign.campaign;
        if (whyNotInAudience(audience, classified, withThresholds, asOf) === undefined) count.inAudience += 1;
        if (whyNotEnrol(campaign, classified, withThresholds, asOf) !== undefined) continue;
        count.entering += 1;
        if (whyNotReachable(first.action, profile, settings) === undefined)
          addresses[place]?.add(addressFor(first.action, profile));
      }
    }
    done += profiles.length;
    onProgress?.(Math.min(done, population.customers), population.customers);
  }
  return counts.map((count, place) => ({ ...count, reachable: addresses[place]?.size ?? 0 }));
}

/** Where an action reaches a customer. */
function addressFor({ type }: Action, { contact, customerId }: Profile): string {
  const { channel } = actions[type];
  const address = contact[channel];
  return address === undefined ? customerId : normalise[channel](address);
}
