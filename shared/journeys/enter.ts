import { addDays, type Instant, instantOfLocal, type PlainDate } from '../calendar.ts';
import type { CampaignVersion } from '../campaigns/campaign.ts';
import { broadcastDayOf } from '../campaigns/triggers/trigger.ts';
import { type EventFactKey, type Slot, type TimeZone, timeZoneNameSchema } from '../ids.ts';
import { noOutcome, type OpenEnrolment } from '../profile/open-enrolment.ts';
import type { LastEntry, Profile } from '../profile/profile.ts';
import { timeZoneOf } from '../recipients/time-zone.ts';
import type { Settings } from '../settings/settings.ts';
import { slotOf } from '../slot.ts';
import { shardOf } from './cohort.ts';
import { goalEndsOn } from './enrolment.ts';
import { goesByTimeZone } from './when-due.ts';

/** When and where a customer enters campaigns. A broadcast begins on its own day, wherever the customer lives. */
export interface Entry {
  readonly slot: Slot;
  readonly enteredAt: Instant;
  /** The day of `enteredAt` in the shop's time zone. */
  readonly on: PlainDate;
  /** The number of shards of the cohorts. */
  readonly shards: number;
  readonly settings: Settings;
  /** The fact that lets the customer enter; absent at night. */
  readonly begunBy?: EventFactKey;
}

/** What a profile says of a customer's enrolments. */
export type Enrolments = Pick<Profile, 'enrolments' | 'openEnrolments' | 'goalsEndedOn'>;

/** The enrolments of a profile and nothing else. */
export const enrolmentsOf = ({ enrolments, openEnrolments, goalsEndedOn }: Enrolments): Enrolments => ({
  enrolments,
  openEnrolments,
  ...(goalsEndedOn && { goalsEndedOn }),
});

/** Orders of the last day of a goal come in a little later; those that come later still are looked up. */
const keptDaysAfterGoal = 3;

/** The enrolments of a profile that is about to be written: with the new ones, and without those that ended some time ago. */
export function enrolmentsAfter(
  {
    enrolments,
    openEnrolments,
    goalsEndedOn,
    customerId,
    contact,
  }: Enrolments & Pick<Profile, 'customerId' | 'contact'>,
  entered: readonly CampaignVersion[],
  entry: Entry,
): Enrolments {
  const { on, shards, begunBy } = entry;
  const keptFrom = addDays(on, -keptDaysAfterGoal);
  const ended = openEnrolments.filter((one) => one.goalEndsOn < keptFrom);
  const begun = entered.map((version): OpenEnrolment => {
    const zone = zoneFor(version, contact, entry);
    const { id: campaign, version: number } = version;
    const begins = beginningOf(version, zone, entry);
    return {
      cohort: { campaign, version: number, slot: begins.slot, ...(zone && { zone }) },
      shard: shardOf(customerId, shards),
      ...(begunBy && { begunBy }),
      enteredAt: begins.enteredAt,
      goalEndsOn: goalEndsOn(version, begins.on),
      outcome: noOutcome,
    };
  });
  const endedOn = [goalsEndedOn ?? [], ...ended.map((one) => one.goalEndsOn)].flat().sort().at(-1);
  const entries = entered.map((one) => [one.id, entryOf(one, enrolments, entry)] as const);
  return {
    enrolments: entries.length === 0 ? enrolments : { ...enrolments, ...Object.fromEntries(entries) },
    openEnrolments: [...openEnrolments.filter((one) => one.goalEndsOn >= keptFrom), ...begun],
    ...(endedOn !== undefined && { goalsEndedOn: endedOn }),
  };
}

function beginningOf(
  { campaign: { trigger } }: CampaignVersion,
  zone: TimeZone | undefined,
  { slot, enteredAt, on, settings: { timeZone } }: Entry,
): Pick<Entry, 'slot' | 'enteredAt' | 'on'> {
  const day = broadcastDayOf(trigger);
  if (day === undefined) return { slot, enteredAt, on };
  return {
    slot: slotOf(instantOfLocal(`${day}T00:00:00`, timeZone)),
    enteredAt: instantOfLocal(`${day}T00:00:00`, zone ?? timeZone),
    on: day,
  };
}

/** The time zone by which a campaign goes for a customer; undefined when it is the shop's for everybody. */
function zoneFor(
  { campaign }: CampaignVersion,
  contact: Profile['contact'],
  { on, settings }: Entry,
): TimeZone | undefined {
  if (!goesByTimeZone(campaign, settings)) return undefined;
  return timeZoneOf(contact, timeZoneNameSchema.parse(settings.timeZone), on);
}

const entryOf = (
  { id, version }: CampaignVersion,
  before: Profile['enrolments'],
  { on, slot }: Pick<Entry, 'on' | 'slot'>,
): LastEntry => ({ on, slot, version, isFirst: before[id]?.version !== version });
