import { addDays, instant, plainDate } from '../../shared/calendar.ts';
import { whyNotInAudience } from '../../shared/campaigns/audience.ts';
import { type Audience, audienceSchema } from '../../shared/campaigns/audience-schema.ts';
import type { ClassifiedProfile } from '../../shared/campaigns/conditions/condition.ts';
import { lifecycles, type Score, tiers, traits } from '../../shared/profile/classes.ts';
import type { OrderFacts } from '../../shared/profile/profile.ts';
import { createRanker } from '../../shared/scoring/ranking.ts';
import { defaultSettings } from '../../shared/settings/settings.ts';
import { fittedPopulation } from '../shared/scoring/populations.ts';

const asOf = plainDate('2026-12-09');
const rank = createRanker(fittedPopulation());

const pick = <T>(list: readonly T[], index: number, or: T): T => list[index % list.length] ?? or;

/** One of many customers who differ in all that the audiences below ask for. */
function customerOf(index: number): ClassifiedProfile {
  const lastDay = addDays(asOf, -(index % 400));
  const firstDay = addDays(lastDay, -(index % 700));
  const days = 1 + (index % 9);
  const orders: OrderFacts = {
    count: days,
    days,
    firstDay,
    lastDay,
    lastAt: instant(`${lastDay}T12:00:00Z`),
    spent: 1000 * (index % 300),
    refunded: 0,
    ordersRefunded: 0,
    ordersDiscounted: index % days,
    spentByMonth: { [lastDay.slice(0, 7)]: 1000 * (index % 300), [firstDay.slice(0, 7)]: 500 },
  };
  const score = (1 + (index % 5)) as Score;
  return {
    contact: { email: `c${index}@example.com`, locale: pick(['en-GB', 'zh-CN', 'de'], index, 'de') },
    consents: { email: index % 5 > 0 },
    suppressions: {},
    enrolments:
      index % 3 === 0
        ? {
            welcome: {
              on: addDays(asOf, -(index % 90)),
              slot: addDays(asOf, -(index % 90)),
              version: 1,
              isFirst: true,
            },
          }
        : {},
    rank,
    orders,
    classes: {
      lifecycle: { is: pick(lifecycles, index, 'lost'), since: lastDay },
      tier: { is: pick(tiers, index, 'bronze'), since: lastDay },
      rfm: { recency: score, frequency: score, monetary: score },
      man: { money: 'high', authority: 'high', need: 'low' },
      traits: [pick(traits, index, 'loyal')],
      decidedOn: asOf,
    },
  };
}

const audiences: Readonly<Record<string, Audience>> = {
  'the flat win-back audience': audienceSchema.parse({ lifecycle: ['silent'], orders: { atLeast: 2 } }),
  'a nested one of twelve conditions': audienceSchema.parse({
    lifecycle: ['active', 'cooling', 'silent'],
    consent: { email: 'given' },
    any: [
      { tier: ['gold', 'platinum'] },
      { all: [{ orders: { atLeast: 3 } }, { spent: { atLeast: 300, inMonths: 6 } }] },
      { segment: ['at-risk', 'cannot-lose'], locale: ['en', 'de'] },
    ],
    not: {
      any: [
        { entered: { campaign: 'welcome', within: '30d' } },
        { openComplaints: { atLeast: 1 } },
        { daysSinceLastOrder: { atMost: 14 } },
        { traits: { include: 'dissatisfied' } },
      ],
    },
  }),
  'one with a forecast': audienceSchema.parse({ lifetimeValueAbove: { atLeast: '90%' } }),
};

/** Measures how many customers a second one core decides about, in processor time. */
function benchAudiences(customers = 200_000, rounds = 10): void {
  const all = Array.from({ length: customers }, (_, index) => customerOf(index));
  for (const [name, audience] of Object.entries(audiences)) {
    let members = 0;
    const begin = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1)
      for (const one of all)
        if (whyNotInAudience(audience, one, defaultSettings, asOf) === undefined) members += 1;
    const ms = process.cpuUsage(begin).user / 1000;
    const perSecond = Math.round((customers * rounds) / ms / 10) / 100;
    console.log(
      `audience: ${name}: ${perSecond} million customers a second of one core (${Math.round(members / rounds)} of ${customers} are in it)`,
    );
  }
}

if (import.meta.url === `file://${process.argv[1]}`) benchAudiences();
