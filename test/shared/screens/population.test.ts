import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../shared/calendar.ts';
import { whyNotInAudience } from '../../../shared/campaigns/audience.ts';
import type { ClassifiedProfile } from '../../../shared/campaigns/conditions/condition.ts';
import { readAudience } from '../../../shared/campaigns/written-audience.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { languages } from '../../../shared/language.ts';
import { countRescored, emptyRescoreTally } from '../../../shared/night/night.ts';
import {
  type Classes,
  levels,
  lifecycles,
  type Score,
  tiers,
  traits,
} from '../../../shared/profile/classes.ts';
import { populationReportOf } from '../../../shared/report/population/population-report.ts';
import { createSpeaker } from '../../../shared/report/population/speaker.ts';
import { chaptersOf, keyFigures } from '../../../shared/screens/population/population.ts';
import type { PopulationView } from '../../../shared/screens/population/view.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { customer } from '../campaigns/campaigns.ts';
import { rank } from '../campaigns/people.ts';
import { fittedPopulation } from '../scoring/populations.ts';

const night = plainDate('2026-12-09');
const nextNight = addDays(night, 1);

/** One of `values`, drawn for a customer. */
const drawn = <T>(values: readonly T[], what: string, of: number): T =>
  values[Math.floor(uniformFrom(what, String(of)) * values.length)] ?? expect.fail('there is a value');

const scores: readonly Score[] = [1, 2, 3, 4, 5];

/** 400 customers of all kinds, some of them moved tonight. */
const customers: ClassifiedProfile[] = Array.from({ length: 400 }, (_, n) => {
  const is = drawn(lifecycles, 'is', n);
  const classes: Classes = {
    lifecycle: {
      is,
      since: drawn([night, addDays(night, -1), addDays(night, -30)], 'since', n),
      was: drawn(
        lifecycles.filter((one) => one !== is),
        'was',
        n,
      ),
    },
    tier: { is: drawn(tiers, 'tier', n), since: night },
    ...(is !== 'prospect' && {
      rfm: {
        recency: drawn(scores, 'recency', n),
        frequency: drawn(scores, 'frequency', n),
        monetary: drawn(scores, 'monetary', n),
      },
    }),
    man: {
      money: drawn(levels, 'money', n),
      authority: drawn(levels, 'authority', n),
      need: drawn(levels, 'need', n),
    },
    // Only a prospect is looked at for interest.
    traits: traits.filter(
      (trait) => uniformFrom(trait, String(n)) < 0.3 && (trait !== 'interested' || is === 'prospect'),
    ),
    decidedOn: night,
  };
  return { ...customer, rank, customerId: customerIdSchema.parse(`c${n}`), classes };
});

const tallyOf = (some: readonly ClassifiedProfile[]) => {
  const tally = emptyRescoreTally();
  for (const { classes } of some) countRescored(tally, { classes, enrolments: {} }, night);
  return tally;
};
const reportOf = (some: readonly ClassifiedProfile[]) =>
  populationReportOf(tallyOf(some), { ...fittedPopulation(), asOf: night }, 'Fernway');

const view = (more: Partial<PopulationView> = {}): PopulationView => ({
  report: reportOf(customers),
  nextNight,
  speaker: createSpeaker('en', defaultSettings.currency),
  ...more,
});

describe('the screen of the population', () => {
  test('leads from every number of customers to exactly those', () => {
    const numbers = chaptersOf(view()).flatMap(({ id, sections }) =>
      sections.flatMap((section) => {
        if (id === 'outlook') return [];
        if (section.kind === 'bars') return section.rows;
        return section.kind === 'heat-map' ? section.cells.flat() : [];
      }),
    );
    const led = numbers.flatMap(({ audience, ...number }) =>
      audience === undefined ? [] : [{ audience, ...number }],
    );
    expect(led.length).toBeGreaterThan(80);
    for (const { audience, name, value } of led) {
      const asked = readAudience(audience, new Map(), 'en');
      const found = customers.filter(
        (one) => whyNotInAudience(asked, one, defaultSettings, nextNight) === undefined,
      );
      expect({ name, audience, found: found.length }).toEqual({ name, audience, found: value });
    }
  });

  test('leads to those who came back that night, and to a range of lifetime value', () => {
    const { rows } = keyFigures(view());
    const [cameBack] = rows.filter(({ audience }) => audience?.includes('reactivated'));
    const asked = readAudience(cameBack?.audience ?? '', new Map(), 'en');
    const found = customers.filter(
      (one) => whyNotInAudience(asked, one, defaultSettings, nextNight) === undefined,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(cameBack?.figure).toBe(String(found.length));
    const outlook = chaptersOf(view()).find(({ id }) => id === 'outlook');
    const value = outlook?.sections.find(({ kind }) => kind === 'bars');
    for (const { audience } of value?.kind === 'bars' ? value.rows : [])
      expect(readAudience(audience ?? '', new Map(), 'en')).toHaveProperty('lifetimeValue');
  });

  test('puts what changed since another night in brackets, and nothing where nothing did', () => {
    const fewer = customers.filter(({ classes }) => classes.lifecycle.is !== 'lost');
    const lost = customers.length - fewer.length;
    const [lifecycle] = chaptersOf(view({ compared: reportOf(fewer) }))[0]?.sections ?? [];
    const rows = lifecycle?.kind === 'bars' ? lifecycle.rows : [];
    expect(rows.find(({ name }) => name === 'lost')?.text).toBe(
      `${lost} (+${lost}) · ${((100 * lost) / customers.length).toFixed(1)}%`,
    );
    expect(rows.find(({ name }) => name === 'silent')?.text).not.toContain('(');
  });

  test.each(languages)(
    'says in %s why there is no forecast, and shows a shop without anybody',
    (language) => {
      const empty = populationReportOf(emptyRescoreTally(), { ...fittedPopulation(), asOf: night }, '');
      const shown = view({
        report: { ...empty, model: { fitted: false, reason: 'too-young', days: 3, daysNeeded: 90 } },
        speaker: createSpeaker(language, defaultSettings.currency),
      });
      const chapters = chaptersOf(shown);
      expect(JSON.stringify(chapters.find(({ id }) => id === 'outlook'))).toContain('90');
      expect(JSON.stringify([chapters, keyFigures(shown)])).not.toMatch(/NaN|Infinity|undefined/);
    },
  );
});
