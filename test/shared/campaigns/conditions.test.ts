import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { whyNotInAudience } from '../../../shared/campaigns/audience.ts';
import { type Audience, audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import type { ClassifiedProfile } from '../../../shared/campaigns/conditions/condition.ts';
import { conditionNames, conditions } from '../../../shared/campaigns/conditions/conditions.ts';
import { explainAudience } from '../../../shared/campaigns/explain-audience.ts';
import { RekindleError } from '../../../shared/errors.ts';
import { createRanker } from '../../../shared/scoring/ranking.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { populationOf } from '../scoring/populations.ts';
import { today } from './campaigns.ts';
import { cases, known, rank, stranger } from './people.ts';

const whyNot = (audience: object, who: ClassifiedProfile = known, settings = defaultSettings) =>
  whyNotInAudience(audienceSchema.parse(audience), who, settings, today);

describe('a condition', () => {
  const rows = conditionNames.flatMap((name) => cases[name].map(([fits, not]) => [name, fits, not] as const));

  test.each(rows)('on %s admits customers with %j and keeps out those without %j', (name, fits, not) => {
    expect(whyNot({ [name]: fits })).toBeUndefined();
    expect(whyNot({ [name]: not })).toBe(name);
  });

  test.each(conditionNames)('on %s has an example that is valid', (name) => {
    const example: unknown = parse(conditions[name].example);
    expect(audienceSchema.safeParse({ [name]: example }).success).toBe(true);
  });

  test('counts money in whole units, which for yen are also the minor units', () => {
    const inYen = settingsSchema.parse({ currency: 'JPY' });
    expect(whyNot({ averageOrder: { atLeast: 15_000 } }, known, inYen)).toBeUndefined();
    expect(whyNot({ averageOrder: { atLeast: 15_001 } }, known, inYen)).toBe('averageOrder');
  });

  test('about what is not known does not hold, and so its opposite does', () => {
    const anyDays = { atLeast: 0 };
    for (const name of conditionNames.filter((one) => one.startsWith('daysSince'))) {
      expect(whyNot({ [name]: anyDays }, stranger)).toBe(name);
      expect(whyNot({ not: { [name]: anyDays } }, stranger)).toBeUndefined();
    }
    for (const [name, asked] of [
      ['nps', { atLeast: 0 }],
      ['cartValue', { atLeast: 0 }],
      ['birthdayInDays', { atLeast: 0 }],
      ['chanceOfOrder', { atLeast: '0%' }],
      ['refundedShare', { atMost: '100%' }],
      ['country', 'GB'],
      ['locale', ['en']],
      ['has', 'email'],
      ['segment', 'lost'],
    ] as const)
      expect(whyNot({ [name]: asked }, stranger)).toBe(name);
  });

  test('counts what nobody has sent as none', () => {
    for (const name of [
      'orders',
      'complaints',
      'openComplaints',
      'friendsSent',
      'cartDays',
      'cancelledOrders',
    ])
      expect(whyNot({ [name]: { atMost: 0 } }, stranger)).toBeUndefined();
    expect(whyNot({ spent: { atMost: 0 } }, stranger)).toBeUndefined();
    expect(whyNot({ consent: { email: 'unknown' }, tags: { exclude: 'press' } }, stranger)).toBeUndefined();
  });

  test('on a campaign does not see an entry of the same day, which the same night may have decided', () => {
    const entering = {
      ...known,
      enrolments: { welcome: { on: today, slot: today, version: 1, isFirst: true } },
    };
    expect(whyNot({ entered: { campaign: 'welcome' } }, entering)).toBe('entered');
    expect(whyNot({ not: { entered: { campaign: 'welcome' } } }, entering)).toBeUndefined();
  });

  test('on a cart that was left does not hold once the customer has ordered on that day or after it', () => {
    const ordered = (lastDay: string) =>
      ({ ...known, orders: { ...known.orders, lastDay } }) as ClassifiedProfile;
    expect(whyNot({ daysSinceLeftCart: { atMost: 5 } }, ordered('2026-12-06'))).toBeUndefined();
    expect(whyNot({ daysSinceLeftCart: { atMost: 5 } }, ordered('2026-12-07'))).toBe('daysSinceLeftCart');
    expect(whyNot({ daysSinceCart: { atMost: 5 } }, ordered('2026-12-07'))).toBeUndefined();
  });
});

describe('a condition on a forecast', () => {
  const { chanceOfOrder, lifetimeValue = 0 } =
    (known.orders && rank(known.orders, today).forecast?.outlook) ?? {};
  const percent = Math.floor((chanceOfOrder ?? 0) * 100);
  const pounds = Math.floor(lifetimeValue / 100);

  test('compares the number that the night computes', () => {
    expect(percent).toBeGreaterThan(0);
    expect(whyNot({ chanceOfOrder: { atLeast: `${percent}%` } })).toBeUndefined();
    expect(whyNot({ chanceOfOrder: { atLeast: `${percent + 1}%` } })).toBe('chanceOfOrder');
    expect(whyNot({ lifetimeValue: { atLeast: pounds } })).toBeUndefined();
    expect(whyNot({ lifetimeValue: { atLeast: pounds + 1 } })).toBe('lifetimeValue');
    expect(
      whyNot({ chanceOverAverage: { atMost: 100 }, lifetimeValueAbove: { atMost: '99%' } }),
    ).toBeUndefined();
    expect(whyNot({ lifetimeValueAbove: { atLeast: '100%' } })).toBe('lifetimeValueAbove');
  });

  test('holds for nobody while there is no forecast', () => {
    const young = { ...known, rank: createRanker(populationOf()) };
    expect(whyNot({ chanceOfOrder: { atLeast: '0%' } }, young)).toBe('chanceOfOrder');
  });

  test('fails where nobody knows a population, rather than letting everybody in by its opposite', () => {
    const { rank: _, ...unranked } = known;
    expect(() => whyNot({ not: { lifetimeValue: { atLeast: 1 } } }, unranked)).toThrow(RekindleError);
  });
});

describe('conditions that nest', () => {
  const [yes, no] = [{ tier: 'gold' }, { tier: 'silver' }];

  test.each<[written: object, reason: string | undefined]>([
    [{ all: [yes, yes] }, undefined],
    [{ all: [yes, no] }, 'tier'],
    [{ any: [no, yes] }, undefined],
    [{ any: [no, { orders: { atLeast: 9 } }] }, 'any'],
    [{ not: no }, undefined],
    [{ not: yes }, 'not'],
    [{ not: { any: [no, yes] } }, 'not'],
    [{ not: { all: [no, yes] } }, undefined],
    [{ ...yes, any: [no, { all: [yes, { not: no }] }] }, undefined],
    [{ audience: { name: 'golden', is: yes }, not: { audience: { name: 'silver', is: no } } }, undefined],
    [{ audience: { name: 'silver', is: no } }, 'tier'],
    [{ not: { not: { not: no } } }, undefined],
  ])('decide as they read: %j', (written, reason) => {
    expect(whyNot(written)).toBe(reason);
  });

  const leaves = fc
    .constantFrom(...conditionNames.flatMap((name) => cases[name].flat().map((asked) => ({ [name]: asked }))))
    .map((written) => audienceSchema.parse(written));
  const { audience: audiences } = fc.letrec<{ audience: Audience }>((tie) => ({
    audience: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc.tuple(leaves, leaves).map(([a, b]) => ({ ...a, ...b })),
      fc.array(tie('audience'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('audience'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('audience').map((not) => ({ not })),
      tie('audience').map((is) => ({ audience: { name: 'shared', is } })),
    ),
  }));
  const people = fc.constantFrom(known, stranger);

  /** Boolean algebra over the single conditions, each asked about by itself. */
  function isIn({ all, any, not, audience, ...asked }: Audience, who: ClassifiedProfile): boolean {
    return (
      Object.entries(asked).every(
        ([name, value]) => whyNotInAudience({ [name]: value }, who, defaultSettings, today) === undefined,
      ) &&
      (all ?? []).every((part) => isIn(part, who)) &&
      (any === undefined || any.some((part) => isIn(part, who))) &&
      (not === undefined || !isIn(not, who)) &&
      (audience === undefined || isIn(audience.is, who))
    );
  }

  test('are boolean algebra, and every membership is explained as it is decided', () => {
    let members = 0;
    fc.assert(
      fc.property(audiences, people, (audience, who) => {
        const isMember = isIn(audience, who);
        if (isMember) members += 1;
        expect(whyNotInAudience(audience, who, defaultSettings, today) === undefined).toBe(isMember);
        expect(explainAudience(audience, who, defaultSettings, today).holds).toBe(isMember);
      }),
      { numRuns: 1_000 },
    );
    expect(members).toBeGreaterThan(200);
    expect(members).toBeLessThan(800);
  });
});

test('what was prepared for one day or one shop is not used for another', () => {
  const audience = audienceSchema.parse({ daysSinceLastOrder: { atMost: 90 } });
  const dear = audienceSchema.parse({ spent: { atLeast: 601 } });
  const inYen = settingsSchema.parse({ currency: 'JPY' });
  expect(whyNotInAudience(audience, known, defaultSettings, today)).toBeUndefined();
  expect(whyNotInAudience(audience, known, defaultSettings, '2026-12-10' as typeof today)).toBeDefined();
  expect(whyNotInAudience(audience, known, defaultSettings, today)).toBeUndefined();
  expect(whyNotInAudience(dear, known, defaultSettings, today)).toBeDefined();
  expect(whyNotInAudience(dear, known, inYen, today)).toBeUndefined();
});
