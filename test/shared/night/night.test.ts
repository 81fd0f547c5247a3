import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { decide } from '../../../shared/night/decide.ts';
import { countRescored, emptyRescoreTally, sumRescoreTallies } from '../../../shared/night/night.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { createClassifier } from '../../../shared/scoring/classify.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { campaignOf, customer, today } from '../campaigns/campaigns.ts';
import { populationOf } from '../scoring/populations.ts';

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
} as const;

/** The profile after the night's decision about it has been written. */
const applyDecision = (profile: Profile): Profile => {
  const { classes, enrolments } = decide(profile, tonight);
  return { ...profile, classes, enrolments };
};

describe('a night’s decision about a customer', () => {
  const { classes: _, ...newcomer } = customer;

  test('classifies first and enrols by the new classes', () => {
    const decision = decide(newcomer, tonight);
    expect(decision.classes.lifecycle.is).toBe('silent');
    expect(decision.entered.map(({ id }) => id)).toEqual(['win-back']);
    expect(decision.enrolments).toEqual({ 'win-back': today });
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
    expect(tomorrow.classes).toBe(decided.classes);
    expect(tomorrow.enrolments).toBe(decided.enrolments);
    expect(tomorrow.entered).toEqual([]);
  });

  test('keeps earlier enrolments beside tonight’s', () => {
    const earlier = { ...newcomer, enrolments: { welcome: addDays(today, -300) } };
    expect(decide(earlier, tonight).enrolments).toEqual({ welcome: addDays(today, -300), 'win-back': today });
  });
});

describe('a tally of a night', () => {
  const profiles: Profile[] = [
    { ...customer, enrolments: { 'win-back': today, welcome: addDays(today, -5) } },
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
