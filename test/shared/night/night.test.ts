import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instant, type PlainDate } from '../../../shared/calendar.ts';
import { decide } from '../../../shared/night/decide.ts';
import { countRescored, emptyRescoreTally, sumRescoreTallies } from '../../../shared/night/night.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { createClassifier } from '../../../shared/scoring/classify.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { campaignOf, customer, today } from '../campaigns/campaigns.ts';
import { fittedPopulation, populationOf } from '../scoring/populations.ts';

const tonight = {
  asOf: today,
  classify: createClassifier(
    populationOf({ gaps: { activeDays: 30, coolingDays: 60, silentDays: 120, source: 'measured' } }),
  ),
  settings: defaultSettings,
  campaigns: [
    campaignOf({ audience: { lifecycle: ['silent'] } }),
    { ...campaignOf({ audience: { tier: ['platinum'] } }), id: 'vip' as never },
  ],
  openedAt: instant('2026-12-09T04:00:00Z'),
  shards: 1,
  isHeldOutOfAll: () => false,
};

/** The profile after the night's decision about it has been written. */
const applyDecision = (profile: Profile): Profile => {
  const { decided } = decide(profile, tonight);
  return { ...profile, ...decided };
};

describe('a night’s decision about a customer', () => {
  const { classes: _, ...newcomer } = customer;

  test('classifies first and enrols by the new classes', () => {
    const decision = decide(newcomer, tonight);
    expect(decision.decided.classes.lifecycle.is).toBe('silent');
    expect(decision.entered.map(({ id }) => id)).toEqual(['win-back']);
    expect(decision.decided.enrolments).toEqual({
      'win-back': { on: today, slot: today, version: 1, isFirst: true },
    });
    expect(decision.isNews).toBe(true);
  });

  test('made again changes nothing, and has the same entries', () => {
    const again = decide(applyDecision(newcomer), tonight);
    expect(again.isNews).toBe(false);
    expect(again.entered.map(({ id }) => id)).toEqual(['win-back']);
  });

  test('changes nothing on later nights while the customer stays the same', () => {
    const decided = applyDecision(newcomer);
    const tomorrow = decide(decided, { ...tonight, asOf: addDays(today, 1) });
    expect(tomorrow.isNews).toBe(false);
    expect(tomorrow.decided.classes).toBe(decided.classes);
    expect(tomorrow.decided.enrolments).toBe(decided.enrolments);
    expect(tomorrow.entered).toEqual([]);
  });

  test('keeps earlier enrolments beside tonight’s', () => {
    const welcome = { on: addDays(today, -300), slot: addDays(today, -300), version: 1, isFirst: true };
    const decision = decide({ ...newcomer, enrolments: { welcome } }, tonight);
    expect(decision.decided.enrolments).toEqual({
      welcome,
      'win-back': { on: today, slot: today, version: 1, isFirst: true },
    });
  });
});

const entry = (on: PlainDate) => ({ on, slot: on, version: 1, isFirst: true });

test('a night lets customers in by its own forecast', () => {
  const byForecast = (audience: object) =>
    decide(customer, {
      ...tonight,
      classify: createClassifier(fittedPopulation()),
      campaigns: [campaignOf({ audience })],
    }).entered.length;
  expect(byForecast({ chanceOfOrder: { atMost: '100%' } })).toBe(1);
  expect(byForecast({ lifetimeValue: { atLeast: 1_000_000 } })).toBe(0);
});

describe('a tally of a night', () => {
  const profiles: Profile[] = [
    { ...customer, enrolments: { 'win-back': entry(today), welcome: entry(addDays(today, -5)) } },
    {
      ...customer,
      classes: {
        ...customer.classes,
        lifecycle: { is: 'active', since: addDays(today, -9) },
        decidedOn: addDays(today, -9),
      },
    },
    { ...customer, classes: { ...customer.classes, lifecycle: { is: 'first-time', since: today } } },
  ];

  test('counts classes, what changed tonight, movements and entries', () => {
    const tally = emptyRescoreTally();
    for (const profile of profiles) countRescored(tally, profile, today);
    expect(tally).toMatchObject({
      customers: 3,
      changed: 2,
      lifecycles: { silent: 1, active: 1, 'first-time': 1, lost: 0 },
      tiers: { gold: 3, bronze: 0 },
      movements: { 'cooling>silent': 1, 'new>first-time': 1 },
      entered: { 'win-back': 1 },
    });
  });

  test('of segments adds up to the tally of all', () => {
    const tallyOf = (some: readonly Profile[]) => {
      const tally = emptyRescoreTally();
      for (const profile of some) countRescored(tally, profile, today);
      return tally;
    };
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...profiles), { maxLength: 6 }), { maxLength: 4 }),
        (segments) => {
          expect(sumRescoreTallies(segments.map(tallyOf))).toEqual(tallyOf(segments.flat()));
        },
      ),
    );
  });
});
