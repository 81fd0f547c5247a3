import { afterEach, describe, expect, test } from 'vitest';
import { daysBetween, instantFromMs } from '../../shared/calendar.ts';
import { type CustomerId, timeZoneNameSchema } from '../../shared/ids.ts';
import type { Enrolment } from '../../shared/journeys/enrolment.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { timeZoneOf } from '../../shared/recipients/time-zone.ts';
import { isQuiet, timeOfDaySchema } from '../../shared/time-of-day.ts';
import { duplicatesIn, type Shop } from './support/shop.ts';
import { essenceOf, readTables, type Tables } from './support/world.ts';
import { dayOf, liveThrough, timeZone } from './support/year.ts';

/** A sample by default. REKINDLE_YEAR=5000x365 is the whole, which takes hours: so many customers, so many nights. */
const asked = process.env['REKINDLE_YEAR'];
const [customers = 60, nights = 4] = asked?.split('x').map(Number) ?? [];
const size = { customers, nights };
const limitMs = asked === undefined ? 300_000 : 36_000_000;

/** What is left of a shop after its nights. */
interface World {
  readonly tables: Tables;
  readonly mails: ReturnType<Shop['mailsTo']>;
  readonly mailKeys: readonly string[];
  readonly deaths: number;
  readonly reports: Awaited<ReturnType<Shop['store']['reports']['all']>>;
}

let shop: Shop | undefined;
afterEach(async () => {
  await shop?.stack.close();
  shop = undefined;
});

async function worldAfter(isDisturbed: boolean): Promise<World> {
  const lived = await liveThrough({ ...size, isDisturbed });
  shop = lived.shop;
  const world = {
    deaths: lived.deaths,
    tables: await readTables(),
    mails: shop.stack.ses.messages(),
    mailKeys: shop.mailKeys(),
    reports: await shop.store.reports.all(),
  };
  await shop.stack.close();
  shop = undefined;
  return world;
}

const itemsOf = <T>({ tables }: World, table: 'customers' | 'journeys'): readonly T[] =>
  [...(tables.get(table)?.values() ?? [])] as unknown as T[];
const profilesOf = (world: World) => itemsOf<Profile>(world, 'customers');
const enrolmentsOf = (world: World) =>
  itemsOf<Enrolment>(world, 'journeys').filter((one) => one.enteredAt !== undefined);

/** Customers of whom something was in flight when something died: it shows as unknown. */
const inFlightIn = (world: World): ReadonlySet<CustomerId> =>
  new Set(
    enrolmentsOf(world)
      .filter(({ steps }) =>
        Object.values(steps).some(({ state }) => state === 'unknown' || state === 'claimed'),
      )
      .map(({ customerId }) => customerId),
  );

function expectToBeInOrder(world: World): void {
  expect(duplicatesIn(world.mailKeys)).toEqual([]);
  expect(capsBrokenIn(world)).toEqual([]);
  expect(quietHoursBrokenIn(world)).toEqual([]);
  expect(enrolmentsLostIn(world)).toEqual([]);
  const counted = Object.fromEntries(
    world.reports.map(({ campaign, version, sums }) => [`${campaign}#${version}`, sums.entries]),
  );
  const entered: Record<string, number> = {};
  for (const { cohort } of enrolmentsOf(world)) {
    const name = `${cohort.campaign}#${cohort.version}`;
    entered[name] = (entered[name] ?? 0) + 1;
  }
  expect(counted).toEqual(entered);
}

/** Mails above one a day or three in seven days; the coupon that staff promised is exempt. */
function capsBrokenIn({ mails }: World): readonly string[] {
  const byMailbox = new Map<string, ReturnType<typeof dayOf>[]>();
  for (const { to, atMs, tags } of mails) {
    if (tags['callback'] !== undefined) continue;
    byMailbox.set(to.join(), [...(byMailbox.get(to.join()) ?? []), dayOf(atMs)]);
  }
  return [...byMailbox].flatMap(([mailbox, days]) =>
    days
      .filter((day) => {
        const ahead = days.map((other) => daysBetween(day, other));
        const within = (length: number) => ahead.filter((days) => days >= 0 && days < length).length;
        return within(1) > 1 || within(7) > 3;
      })
      .map((day) => `${mailbox} ${day}`),
  );
}

function quietHoursBrokenIn(world: World): readonly string[] {
  const quiet = { from: timeOfDaySchema.parse('21:00'), to: timeOfDaySchema.parse('08:00') };
  const zone = timeZoneNameSchema.parse(timeZone);
  const contacts = new Map(profilesOf(world).map(({ contact }) => [contact.email?.toLowerCase(), contact]));
  return world.mails.flatMap(({ to, atMs, tags }) => {
    const contact = contacts.get(to.join().toLowerCase());
    if (contact === undefined || tags['callback'] !== undefined) return [];
    const moment = instantFromMs(atMs);
    return isQuiet(quiet, moment, timeZoneOf(contact, zone, dayOf(atMs))) ? [`${to.join()} ${moment}`] : [];
  });
}

/** Entries that a profile decided and that no enrolment carries out. */
function enrolmentsLostIn(world: World): readonly string[] {
  const enrolled = new Set(
    enrolmentsOf(world).map(({ customerId, cohort }) => `${customerId} ${cohort.campaign} ${cohort.slot}`),
  );
  return profilesOf(world).flatMap(({ customerId, openEnrolments }) =>
    openEnrolments
      .map(({ cohort }) => `${customerId} ${cohort.campaign} ${cohort.slot}`)
      .filter((entry) => !enrolled.has(entry)),
  );
}

/** What a world says of each customer: everything but Control, without what concerns those who are left out. */
function ofCustomers(world: World, leftOut: ReadonlySet<CustomerId>): Record<string, unknown> {
  const quoted = [...leftOut].map((id) => `"${id}"`);
  const entries = Object.entries(essenceOf(world.tables)).map(
    ([key, item]) => [withoutChance(key), withoutChance(JSON.stringify(item))] as const,
  );
  return Object.fromEntries(
    entries.filter(([key, text]) => !key.startsWith('control ') && !quoted.some((id) => text.includes(id))),
  );
}

/** Without the ids that SES draws for its messages and what follows from them. */
const withoutChance = (text: string): string =>
  text
    .replace(/010001[0-9a-f]+-[0-9a-f-]+-000000/g, 'message')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
    .replace(/"foldedFrom":"\w+"/g, '"foldedFrom":"all"')
    // A fact that is sent again copies the same outcome from a later version of the profile.
    .replace(/"settledBy":\d+/g, '"settledBy":0');

describe('A year in fast-forward, of which a sample is lived through twice', () => {
  test(
    'keeps every promise though everything begins twice and functions die, and ends as one that was undisturbed',
    async () => {
      const calm = await worldAfter(false);
      const rough = await worldAfter(true);
      expectToBeInOrder(calm);
      expectToBeInOrder(rough);
      expect(calm.mails.length).toBeGreaterThan(size.nights);
      expect(inFlightIn(calm).size).toBe(0);
      expect(rough.deaths).toBeGreaterThan(size.nights);
      const inFlight = inFlightIn(rough);
      expect(inFlight.size).toBeLessThan(profilesOf(rough).length / 4);
      expect(ofCustomers(rough, inFlight)).toEqual(ofCustomers(calm, inFlight));
      process.stdout.write(
        `${size.nights} nights, ${profilesOf(rough).length} customers, ${enrolmentsOf(rough).length} enrolments, ` +
          `${rough.mails.length} mails, ${rough.deaths} functions died, ${inFlight.size} customers with a mail in flight at a crash\n`,
      );
    },
    limitMs,
  );
});
