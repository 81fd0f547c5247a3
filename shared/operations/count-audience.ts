import { addDays, type PlainDate } from '../calendar.ts';
import { actions } from '../campaigns/actions/actions.ts';
import { type ClassifiedProfile, whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { hasJoinedAfter } from '../campaigns/has-joined.ts';
import { wholeDays } from '../duration.ts';
import type { CustomerId } from '../ids.ts';
import { whyNotEnrol } from '../journeys/enrolment.ts';
import type { Profile } from '../profile/profile.ts';
import type { Channel } from '../recipients/address.ts';
import { isHeldOutOfAll } from '../report/shop/global-holdout.ts';
import { createChanceForecaster, historyOf } from '../scoring/models/outlook.ts';
import type { Population } from '../scoring/population.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { openClassifiedCustomers } from './classified-customers.ts';
import { createReachTally, type ReachCounts, reachCustomers } from './reach-customers.ts';

/** How many customers a campaign would concern if tonight were now. */
export interface AudienceCount extends ReachCounts {
  /** All customers of the shop. */
  readonly customers: number;
  /** Those in the audience, whether or not they have entered before. */
  readonly inAudience: number;
  /** Those who would enter. */
  readonly entering: number;
  /** How the first step reaches customers; the other numbers say how far those come who would enter. */
  readonly channel: Channel;
  /**
   * Those in the audience who came into it within the last week, and may enter or have entered since. 0 where nobody can
   * know: when no night ran a week ago, or the audience asks for neither a lifecycle nor a tier.
   */
  readonly joinedInWeek: number;
  /**
   * The mean chance, by the latest forecasts, that one of those who enter or joined within the week orders within the
   * goal's days; absent when fewer than half of them have a forecast.
   */
  readonly baseRate?: number;
}

/**
 * Counts the customers of each campaign by the classes that the latest night's population gives them on a day. Reads
 * every profile, and the mailboxes of those who would enter; writes nothing.
 *
 * @returns undefined before the first night, when no customer has classes
 */
export async function countAudiences(
  store: Pick<Store, 'settings' | 'nights' | 'customers' | 'recipients'>,
  campaigns: readonly CampaignVersion[],
  asOf: PlainDate,
  onProgress?: (done: number, total: number) => void,
): Promise<readonly AudienceCount[] | undefined> {
  const all = await openClassifiedCustomers(store, asOf);
  if (all === undefined) return undefined;
  const { population, settings } = all;
  const { globalHoldout } = await store.settings.secrets();
  const weekAgo = addDays(asOf, -7);
  const isWeekKnown = (await store.nights.find(weekAgo))?.progress.state === 'closed';
  const tonight = {
    asOf,
    settings,
    model: population.model,
    isHeldOutOfAll: (customerId: CustomerId) => isHeldOutOfAll(settings, customerId, globalHoldout),
    ...(isWeekKnown && { weekAgo }),
  };
  const tallies = campaigns.map((campaign) => createTally(campaign, tonight));
  let done = 0;
  for await (const page of all.pages()) {
    for (const { channel, add, addReach } of tallies) {
      const entering = page.filter(add);
      for (const reach of await reachCustomers(store, entering, channel, tonight.settings)) addReach(reach);
    }
    done += page.length;
    onProgress?.(Math.min(done, population.customers), population.customers);
  }
  return tallies.map((tally) => tally.counted());
}

/** What customers are counted by. */
interface Tonight {
  readonly asOf: PlainDate;
  /** With the thresholds of the night that fitted the population. */
  readonly settings: Settings;
  readonly model: Population['model'];
  /** True for a customer who is in no campaign at all. */
  isHeldOutOfAll(customerId: CustomerId): boolean;
  /** Absent where no night ran then, so that nobody knows who joined since. */
  readonly weekAgo?: PlainDate;
}

/** Counts customers, one after the other, for one campaign. */
function createTally(version: CampaignVersion, tonight: Tonight) {
  const { asOf, settings, model, weekAgo } = tonight;
  const { id, campaign } = version;
  const chanceOfOrder = model.fitted
    ? createChanceForecaster(model.model, wholeDays(campaign.goal.within))
    : undefined;
  const count = { customers: 0, inAudience: 0, entering: 0, joinedInWeek: 0 };
  const reach = createReachTally();
  const expected = { of: 0, forecast: 0, orders: 0 };

  /** @param enters whether the customer would enter tonight */
  const hasJoined = (profile: Profile & ClassifiedProfile, enters: boolean): boolean =>
    weekAgo !== undefined &&
    (enters || (profile.enrolments[id]?.on ?? weekAgo) > weekAgo) &&
    hasJoinedAfter(campaign.audience, profile, weekAgo);
  const expect = ({ orders }: Profile): void => {
    expected.of += 1;
    if (chanceOfOrder === undefined || orders === undefined) return;
    expected.forecast += 1;
    expected.orders += chanceOfOrder(historyOf(orders, asOf));
  };

  return {
    channel: channelOf(version),
    /** True for a customer who would enter. */
    add(profile: Profile & ClassifiedProfile): boolean {
      count.customers += 1;
      if (whyNotInAudience(campaign.audience, profile, settings, asOf) !== undefined) return false;
      count.inAudience += 1;
      const enters =
        !tonight.isHeldOutOfAll(profile.customerId) &&
        whyNotEnrol(version, profile, settings, asOf) === undefined;
      const joined = hasJoined(profile, enters);
      if (joined) count.joinedInWeek += 1;
      if (enters || joined) expect(profile);
      if (enters) count.entering += 1;
      return enters;
    },
    /** How far one of those comes. */
    addReach: reach.add,
    counted: (): AudienceCount => ({
      ...count,
      channel: channelOf(version),
      ...reach.counts(),
      ...(expected.forecast > 0 &&
        expected.forecast >= expected.of / 2 && { baseRate: expected.orders / expected.forecast }),
    }),
  };
}

/** How the first step of a campaign that reaches customers does so. */
const channelOf = ({ campaign: { steps } }: CampaignVersion): Channel =>
  steps.flatMap(({ action }) => actions[action.type].channel ?? [])[0] ?? 'email';
