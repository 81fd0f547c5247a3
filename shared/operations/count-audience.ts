import { addDays, type PlainDate } from '../calendar.ts';
import { type ClassifiedProfile, whyNotInAudience } from '../campaigns/audience.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { hasJoinedAfter } from '../campaigns/has-joined.ts';
import { nextDayOf } from '../campaigns/triggers/date.ts';
import { isOnProfiles, latestOn } from '../campaigns/triggers/events.ts';
import { roseOn } from '../campaigns/triggers/tier.ts';
import type { Trigger } from '../campaigns/triggers/trigger.ts';
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
import { type Part, type PlacedPart, readPart } from './audience-parts.ts';
import { type CustomerClassifier, openClassifiedCustomers } from './classified-customers.ts';
import { createReachTally, firstMessageOf, type ReachCounts, reachCustomers } from './reach-customers.ts';

/** Over how many days the customers are counted whom an event or their own day lets in. */
export const countedDays = 28;

/** How many customers a campaign would concern if tonight were now. */
export interface AudienceCount extends ReachCounts {
  /** All customers of the shop. */
  readonly customers: number;
  /** Those in the audience, whether or not they have entered before. */
  readonly inAudience: number;
  /**
   * Those who would enter: tonight; on the day of a broadcast; and where an event or a day of their own begins it, those
   * whom it would let in when it comes.
   */
  readonly entering: number;
  /**
   * Where a day of the customers' own begins it, those who enter in the next `countedDays`; where an event or a tier does, those in
   * the audience to whom that last happened in as many days up to now, each once. Absent for other campaigns, and for events
   * of which profiles do not keep the day.
   */
  readonly withinDays?: number;
  /** How the first step reaches customers; the other numbers say how far those come who would enter. */
  readonly channel: Channel;
  /**
   * Those in the audience who came into it within the last week, and may enter or have entered since. 0 where nobody can
   * know: when no night ran a week ago, or the audience asks for neither a lifecycle nor a tier; and where coming into the
   * audience is not what begins the campaign.
   */
  readonly joinedInWeek: number;
  /**
   * The mean chance, by the latest forecasts, that one of those who enter or joined within the week orders within the
   * goal's days; where an event or a day begins it, of those within `countedDays`. Absent when fewer than half of them
   * have a forecast.
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
  const { population } = all;
  const tonight = await tonightOf(store, all, asOf);
  const tallies = campaigns.map((campaign) => createTally(campaign, tonight));
  let done = 0;
  for await (const page of all.pages()) {
    for (const tally of tallies) await addAll(store, tally, page, tonight.settings);
    done += page.length;
    onProgress?.(Math.min(done, population.customers), population.customers);
  }
  return tallies.map((tally) => tally.counted());
}

/** What adds up over parts: a mailbox of two customers may be in two of them. */
export type CampaignPartCount = Pick<
  AudienceCount,
  'inAudience' | 'entering' | 'withAddress' | 'withConsent' | 'notSuppressed' | 'notCapped'
>;

/** Counts like {@link countAudiences} among the customers of a part. @returns undefined before the first night */
export async function countCampaignPart(
  store: Pick<Store, 'settings' | 'nights' | 'customers' | 'recipients'>,
  campaign: CampaignVersion,
  part: PlacedPart,
): Promise<Part<CampaignPartCount> | undefined> {
  return readPart(store, part, async (customers, classifier) => {
    const tonight = await tonightOf(store, classifier, part.asOf);
    const tally = createTally(campaign, tonight);
    await addAll(store, tally, customers, tonight.settings);
    const { inAudience, entering, withAddress, withConsent, notSuppressed, notCapped } = tally.counted();
    return { inAudience, entering, withAddress, withConsent, notSuppressed, notCapped };
  });
}

/** Counts customers, and how far those come who would enter. */
async function addAll(
  store: Pick<Store, 'settings' | 'recipients'>,
  { message, add, addReach }: ReturnType<typeof createTally>,
  customers: readonly (Profile & ClassifiedProfile)[],
  settings: Settings,
): Promise<void> {
  for (const reach of await reachCustomers(store, customers.filter(add), message, settings)) addReach(reach);
}

async function tonightOf(
  store: Pick<Store, 'settings' | 'nights'>,
  { settings, population: { model } }: Pick<CustomerClassifier, 'settings' | 'population'>,
  asOf: PlainDate,
): Promise<Tonight> {
  const weekAgo = addDays(asOf, -7);
  const [{ globalHoldout }, night] = await Promise.all([
    store.settings.secrets(),
    store.nights.find(weekAgo),
  ]);
  return {
    asOf,
    settings,
    model,
    isHeldOutOfAll: (customerId) => isHeldOutOfAll(settings, customerId, globalHoldout),
    ...(night?.progress.state === 'closed' && { weekAgo }),
  };
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
  const { trigger } = campaign;
  const isDueOn = dueDays(trigger, tonight);
  const countedFrom = addDays(asOf, -countedDays);
  const isByAudience = trigger === 'audience';
  const count = { customers: 0, inAudience: 0, entering: 0, withinDays: 0, joinedInWeek: 0 };
  const reach = createReachTally();
  const message = firstMessageOf(version, asOf);
  const expected = { of: 0, forecast: 0, orders: 0 };

  /** @param enters whether the customer would enter tonight */
  const hasJoined = (profile: Profile & ClassifiedProfile, enters: boolean): boolean =>
    isByAudience &&
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
    message,
    /** True for a customer who would enter. */
    add(profile: Profile & ClassifiedProfile): boolean {
      count.customers += 1;
      if (whyNotInAudience(campaign.audience, profile, settings, asOf) !== undefined) return false;
      count.inAudience += 1;
      const enters =
        !tonight.isHeldOutOfAll(profile.customerId) &&
        mayEver(trigger, profile, asOf) &&
        whyNotEnrol(version, profile, settings, asOf) === undefined;
      const joined = hasJoined(profile, enters);
      if (joined) count.joinedInWeek += 1;
      const enteredLately = (profile.enrolments[id]?.on ?? countedFrom) > countedFrom;
      const isDue = (enters || enteredLately) && isDueOn?.(profile) === true;
      if (isDue) count.withinDays += 1;
      if (isDueOn === undefined ? enters || joined : isDue) expect(profile);
      if (enters) count.entering += 1;
      return enters;
    },
    /** How far one of those comes. */
    addReach: reach.add,
    counted: (): AudienceCount => ({
      customers: count.customers,
      inAudience: count.inAudience,
      entering: count.entering,
      joinedInWeek: count.joinedInWeek,
      ...(isDueOn && { withinDays: count.withinDays }),
      channel: message.channel,
      ...reach.counts(),
      ...(expected.forecast > 0 &&
        expected.forecast >= expected.of / 2 && { baseRate: expected.orders / expected.forecast }),
    }),
  };
}

/** True for a customer whom what begins a campaign can let in at all: a broadcast can be over, a birthday unknown. */
function mayEver(trigger: Trigger, profile: Profile, asOf: PlainDate): boolean {
  if (trigger === 'audience') return true;
  if ('date' in trigger) return nextDayOf(trigger, profile, asOf) !== undefined;
  return 'broadcast' in trigger ? trigger.broadcast > asOf : true;
}

/**
 * Whether what begins a campaign falls into the days that are counted, for a customer whom it can let in. Undefined for a
 * campaign that begins for all at once, and for an event of which profiles do not keep the day.
 */
function dueDays(
  trigger: Trigger,
  { asOf, settings: { timeZone } }: Tonight,
): ((profile: Profile) => boolean) | undefined {
  if (trigger === 'audience' || 'broadcast' in trigger) return undefined;
  if ('date' in trigger) {
    const until = addDays(asOf, countedDays);
    return (profile) => (nextDayOf(trigger, profile, asOf) ?? until) < until;
  }
  const from = addDays(asOf, -countedDays);
  if ('tierReached' in trigger) return (profile) => (roseOn(trigger, profile) ?? from) > from;
  if (!isOnProfiles(trigger)) return undefined;
  return (profile) => (latestOn(trigger, profile, timeZone) ?? from) > from;
}
