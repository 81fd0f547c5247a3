import pMap from 'p-map';
import { dayIn, earlierOf, type Instant, instantOfLocal, laterOf, type PlainDate } from '../../calendar.ts';
import { byPriority } from '../../campaigns/exclusive.ts';
import type { ActiveVersion } from '../../campaigns/lifecycle.ts';
import { NotFoundError } from '../../errors.ts';
import type { CustomerId } from '../../ids.ts';
import { shardsFor } from '../../journeys/cohort.ts';
import type { Tonight } from '../../night/decide.ts';
import type { Profile } from '../../profile/profile.ts';
import { channels, recipientIdFor } from '../../recipients/address.ts';
import { isHeldOutOfAll } from '../../report/shop/global-holdout.ts';
import { createClassifier } from '../../scoring/classify.ts';
import type { Population } from '../../scoring/population.ts';
import type { Store } from '../../store/store.ts';
import type { CampaignDraft } from '../publish-campaigns.ts';
import type { Journey } from './journey.ts';
import { createMailboxes, type Mailboxes } from './messages.ts';
import { createPastMeasurer, nightsFrom, type PastNight } from './past-nights.ts';
import { createSimulationTally, type SimulationReport } from './report.ts';
import { type CustomerHistory, historyOf } from './unfolding.ts';
import { type SimulatedWorld, walk } from './walk.ts';

type SimulatingStore = Pick<
  Store,
  'settings' | 'campaigns' | 'customers' | 'activity' | 'nights' | 'recipients'
>;

/** What to simulate. */
export interface SimulationRequest {
  /** The day of the first night; the campaigns are published at its beginning. */
  readonly from: PlainDate;
  /** The end of what happens; the present. */
  readonly until: Instant;
  onProgress?(done: number, total: number): void;
}

/**
 * The day of the latest fact, or the present if that is earlier: a shop's file may end long ago.
 *
 * @throws NotFoundError when nothing is known about anybody
 */
export async function endOfPast(store: SimulatingStore, now: Instant): Promise<Instant> {
  let latest: Instant | undefined;
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 }))
    for (const { folded } of profiles)
      if (folded?.upTo !== undefined && folded.upTo <= now)
        latest = laterOf(latest ?? folded.upTo, folded.upTo);
  if (latest === undefined) throw new NotFoundError('nothing is known about any customer yet');
  const { timeZone } = await store.settings.load();
  return earlierOf(now, instantOfLocal(`${dayIn(timeZone, latest)}T23:59:59`, timeZone));
}

/**
 * Lets the past happen again with a campaign that nobody had then, together with those that are active today, as if all
 * had been published at the beginning. It runs through the code that nights, events and steps run through; nothing is sent
 * and nothing is written. What customers do is what they did. All activity is read twice, page by page: once to measure
 * each night's population, once to let it happen.
 */
export async function simulateCampaign(
  store: SimulatingStore,
  draft: CampaignDraft,
  { from, until, onProgress }: SimulationRequest,
): Promise<SimulationReport> {
  const [settings, secrets, active] = await Promise.all([
    store.settings.load(),
    store.settings.secrets(),
    store.campaigns.active(),
  ]);
  const { timeZone } = settings;
  const begins = instantOfLocal(`${from}T00:00:00`, timeZone);
  const others = active
    .filter(({ id }) => id !== draft.id)
    .map((version) => ({ ...version, activeSince: begins }));
  const target: ActiveVersion = { ...draft, version: 1, activeSince: begins };
  const campaigns = [...others, target].sort(byPriority);
  const nights = nightsFrom(from, dayIn(timeZone, until), timeZone).filter((night) => night.begins < until);

  const measurer = createPastMeasurer(nights, timeZone);
  const total = 2 * Math.max(1, await store.customers.estimateCount());
  let done = 0;
  const progress = () => {
    done += 1;
    onProgress?.(Math.min(done, total), total);
  };
  for await (const history of histories(store)) {
    measurer.add(history);
    progress();
  }
  const mailboxes = createMailboxes(secrets.opaqueIds);
  const world: SimulatedWorld = {
    settings,
    secrets,
    campaigns,
    from: begins,
    until,
    mailboxes,
    calls: new Map(),
    nights: tonights(nights, measurer, {
      settings,
      campaigns,
      globalHoldout: secrets.globalHoldout,
      earlier: await store.nights.latestPopulation(from),
    }),
    onStep: (journey, ran) => {
      if (journey.version.id === draft.id) tally.ran(ran);
    },
  };
  const tally = createSimulationTally(target, settings);
  const lastDay = dayIn(timeZone, until);
  const learn = (page: readonly Profile[]) => knowMailboxes(store, page, mailboxes, secrets.opaqueIds);
  for await (const history of histories(store, learn)) {
    const entered: Journey[] = [];
    walk(history, world, {
      entered: (journey) => void (journey.version.id === draft.id && entered.push(journey)),
      refused: (version, reason) => version.id === draft.id && tally.refused(history.customerId, reason),
    });
    tally.addCustomer();
    for (const { enrolment } of entered) {
      tally.entered(enrolment);
      tally.wentOn(enrolment, history.activity, lastDay);
    }
    progress();
  }
  return tally.report({ from, until: lastDay, nights: nights.length });
}

interface NightsContext {
  readonly settings: SimulatedWorld['settings'];
  readonly campaigns: SimulatedWorld['campaigns'];
  readonly globalHoldout: string;
  /** The population of the shop's last night before the first of these. */
  readonly earlier: Population | undefined;
}

function tonights(
  nights: readonly PastNight[],
  measurer: ReturnType<typeof createPastMeasurer>,
  { settings, campaigns, globalHoldout, earlier }: NightsContext,
): SimulatedWorld['nights'] {
  const populations = [...measurer.populations(settings, earlier)];
  return nights.flatMap((night, index) => {
    const population = populations[index];
    if (population === undefined) return [];
    const tonight: Tonight = {
      asOf: night.date,
      ...(index > 0 && { tiersBefore: settings.tiers }),
      classify: createClassifier(population),
      settings: { ...settings, ...population.settings },
      campaigns: campaigns.filter(
        ({ campaign: { trigger } }) => trigger === 'audience' || !('event' in trigger),
      ),
      isHeldOutOfAll: (customerId: CustomerId) => isHeldOutOfAll(settings, customerId, globalHoldout),
      openedAt: night.begins,
      shards: shardsFor(population.customers),
    };
    return [{ ...night, tonight }];
  });
}

const customersAtOnce = 10;

/** Takes over what was stated with the mailboxes and phones of some customers, by whoever uses them. */
async function knowMailboxes(
  store: Pick<Store, 'recipients'>,
  customers: readonly Profile[],
  mailboxes: Mailboxes,
  opaqueIdKey: string,
): Promise<void> {
  const ids = customers.flatMap(({ contact }) =>
    channels.flatMap((channel) => {
      const address = contact[channel];
      return address === undefined ? [] : [recipientIdFor(channel, address, opaqueIdKey)];
    }),
  );
  for (const { recipient } of (await store.recipients.findAll(ids)).values()) mailboxes.know(recipient);
}

/** Reads the activity of all customers, one page of customers after the other. */
async function* histories(
  store: SimulatingStore,
  onPage?: (page: readonly Profile[]) => Promise<void>,
): AsyncGenerator<CustomerHistory> {
  for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 })) {
    for (let from = 0; from < profiles.length; from += 100) {
      const page = profiles.slice(from, from + 100);
      await onPage?.(page);
      yield* await pMap(
        page,
        async ({ customerId }) => historyOf(customerId, await store.activity.allOf(customerId)),
        { concurrency: customersAtOnce },
      );
    }
  }
}
