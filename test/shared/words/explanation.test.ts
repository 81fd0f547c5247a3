import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { languages } from '../../../shared/language.ts';
import { currencySchema } from '../../../shared/money.ts';
import { type Classifiable, classify } from '../../../shared/scoring/classify.ts';
import { borderlineOf, customerTypesOf } from '../../../shared/scoring/customer-types.ts';
import { manCodeOf } from '../../../shared/scoring/man.ts';
import type { Population } from '../../../shared/scoring/population.ts';
import { rfmSegmentOf, valueGroupOf } from '../../../shared/scoring/rfm-cells.ts';
import { type Explanation, explain } from '../../../shared/words/explanation.ts';
import { daysAgo, orderFacts, ordersOf, today } from '../scoring/arbitraries.ts';
import { fittedPopulation, populationOf } from '../scoring/populations.ts';

const currency = currencySchema.parse('GBP');
const averageChanceOf = (meanChance: number): Population => {
  const population = fittedPopulation({ currency });
  const { forecast } = population.distributions;
  if (forecast === undefined) throw new Error('the population has a model');
  return {
    ...population,
    distributions: { ...population.distributions, forecast: { ...forecast, meanChance } },
  };
};
const fitted = averageChanceOf(0.6);
const unfitted: Population = populationOf({ currency });

const someone = (parts: Partial<Classifiable> = {}): Classifiable => ({ cancelledOrders: 0, ...parts });
const about = (
  what: Explanation['about'],
  profile: Classifiable,
  population = fitted,
  { locale = 'en', asOf = today } = {},
): Explanation => {
  const found = explain(profile, population, asOf, locale).find((one) => one.about === what);
  if (found === undefined) throw new Error(`there is no explanation of ${what}`);
  return found;
};

describe('an explanation of the lifecycle', () => {
  const regular = ordersOf({
    count: 6,
    days: 6,
    firstDay: daysAgo(343),
    lastDay: daysAgo(143),
  });

  test("explains a silent regular by the customer's own rhythm and chance", () => {
    expect(about('lifecycle', someone({ orders: regular }))).toEqual({
      about: 'lifecycle',
      is: 'lost',
      label: 'lost',
      because:
        "143 days since the last of 6 order days (usually one every 48 days); 85% of this shop's repeat customers who stay are back within 60 days; the chance of an order in the next 90 days is 25%, below half the recent customers' average of 60%. Since 2026-12-09.",
    });
  });

  test('is also available in Chinese', () => {
    const { label, because } = about('lifecycle', someone({ orders: regular }), fitted, { locale: 'zh-CN' });
    expect(label).toBe('流失客户');
    expect(because).toBe(
      '距最近一次下单 143 天（共 6 个下单日），平常约每 48 天一次；本店持续购买的回头客，85% 的会在 60 天内再次下单；未来 90 天内下单的概率为 25%，不到近期客户平均（60%）的一半。2026-12-09 起为流失客户。',
    );
  });

  test('leaves the chance out, and says why, where there is no forecast', () => {
    const { is, because } = about('lifecycle', someone({ orders: regular }), unfitted);
    expect(is).toBe('lost');
    expect(because).toContain('Too few have come back for a forecast.');
    expect(because).not.toContain('chance');
  });

  test('mentions no rhythm for a customer with one order day', () => {
    const { because } = about('lifecycle', someone({ orders: ordersOf({ count: 2, lastDay: daysAgo(9) }) }));
    expect(because).toMatch(
      /^ordered on one day only, 9 days ago; four of five of this shop's repeat customers/,
    );
    expect(because).not.toContain('usually');
  });

  test("mentions last night's lifecycle where something has happened since", () => {
    const silent = classify(someone({ orders: regular }), fitted, daysAgo(1));
    const back = ordersOf({ ...regular, days: 7, count: 7, lastDay: today });
    const { is, because } = about('lifecycle', someone({ orders: back, classes: silent }));
    expect(is).toBe('active');
    expect(because).toContain('The last night still said lost; the next will say active.');
  });

  test('says when only the slack of a limit keeps a class', () => {
    const twice = ordersOf({
      count: 2,
      days: 2,
      firstDay: daysAgo(60),
      lastDay: daysAgo(28),
    });
    const active = classify(someone({ orders: twice }), fitted, today);
    const classes = {
      ...active,
      lifecycle: { is: 'cooling' as const, since: daysAgo(5), was: 'active' as const },
    };
    const { is, because } = about('lifecycle', someone({ orders: twice, classes }));
    expect(is).toBe('cooling');
    expect(because).toContain(`Since ${daysAgo(5)}, active before.`);
    expect(because).toContain("Tonight's numbers alone would say active");
  });

  test('does not call the chance small where only the slack keeps the class', () => {
    const population = averageChanceOf(0.24);
    const lost = { is: 'lost' as const, since: daysAgo(9) };
    const classes = { ...classify(someone({ orders: regular }), population, today), lifecycle: lost };
    const held = { ...population, gaps: { ...population.gaps, coolingDays: 150 } };
    const { because } = about('lifecycle', someone({ orders: regular, classes }), held);
    expect(because).toContain('is 25% (recent customers: 24% on average)');
    expect(because).toContain("Tonight's numbers alone would say cooling");
  });

  test('says when only the slack keeps a need', () => {
    const orders = ordersOf({ ...regular, lastDay: daysAgo(20) });
    const population = averageChanceOf(0.61);
    const classes = classify(someone({ orders }), population, today);
    const need = (level: 'high' | 'low') =>
      about(
        'man',
        someone({ orders, classes: { ...classes, man: { ...classes.man, need: level } } }),
        population,
      ).because;
    expect(need('low')).not.toContain('kept until');
    expect(need('high')).toContain('(recent customers: 61%), kept until clearly past the limit');
  });

  test('names the limit that decided, and whether it is assumed', () => {
    const quietFor = (days: number) => someone({ orders: ordersOf({ ...regular, lastDay: daysAgo(days) }) });
    const assumed = { ...unfitted.gaps, source: 'assumed' as const };
    expect(about('lifecycle', quietFor(70), unfitted).because).toContain(
      "85% of this shop's repeat customers who stay are back within 60 days",
    );
    expect(about('lifecycle', quietFor(100), unfitted).because).toContain('who stay are back within 90 days');
    expect(about('lifecycle', quietFor(20), { ...unfitted, gaps: assumed }).because).toContain(
      '30 days counts as a long time until the shop has a forecast',
    );
  });

  test('adds a decimal to two shares that would look alike', () => {
    const { because } = about('lifecycle', someone({ orders: regular }), averageChanceOf(0.254));
    expect(because).toContain("is 25.1%, below the recent customers' average of 25.4%");
  });
});

describe('an explanation', () => {
  test('of scores gives what was measured and what the next score needs', () => {
    const orders = ordersOf({ days: 2, count: 2, spent: 30_000, lastDay: daysAgo(10) });
    expect(about('scores', someone({ orders })).because).toBe(
      'recency 5: last order 10 days ago; frequency 3: 2 days with an order (4 needs more than 2); money 4: £300.00 net (5 needs more than £600.00)',
    );
  });

  test('of a tier gives the spend, where the tier begins, and the days of grace', () => {
    const rich = someone({ orders: ordersOf({ spent: 60_000 }) });
    expect(about('tier', rich).because).toBe(
      '£600.00 net in this month and the eleven before; gold begins at £500.00; platinum at £1,500.00',
    );
    const later = addDays(today, 400);
    const { is, because } = about(
      'tier',
      { ...rich, classes: classify(rich, fitted, today) },
      { ...fitted, asOf: later },
      { asOf: later },
    );
    expect(is).toBe('gold');
    expect(because).toContain(`kept in grace until ${addDays(later, 29)}`);
  });

  test('of dissatisfaction names every sign, and what to do', () => {
    const { because, treatment } = about(
      'type',
      someone({
        orders: ordersOf({ spent: 500, refunded: 500 }),
        feedback: { nps: { score: 3, on: daysAgo(4) }, csat: { score: 1, on: daysAgo(5) } },
        complaints: { count: 2, open: 1, openedOn: daysAgo(6) },
      }),
    );
    expect(because).toBe(
      `1 open complaint, the latest of ${daysAgo(6)}; would recommend us: 3 of 10 (${daysAgo(4)}), satisfied 1 of 5 (${daysAgo(5)}); 50% of what was paid was refunded`,
    );
    expect(treatment).toContain('Settle what went wrong');
  });

  test('postpones sales treatments for a customer whose complaint is open', () => {
    const orders = ordersOf({ days: 6, count: 6, firstDay: daysAgo(60) });
    const loyal = someone({ orders });
    const treatments = (profile: Classifiable) =>
      explain(profile, fitted, today, 'en').flatMap(({ about: what, treatment }) =>
        treatment === undefined ? [] : [`${what}: ${treatment}`],
      );
    const complaints = { count: 1, open: 1, openedOn: today };
    expect(treatments(loyal).some((one) => one.includes('After that'))).toBe(false);
    const [first, ...others] = treatments({ ...loyal, complaints });
    expect(first).toMatch(/^type: Settle what went wrong/);
    expect(others).toHaveLength(2);
    for (const other of others) expect(other).toMatch(/^(type|man): After that: /);
  });

  test('of a prospect who looked around says when, and what the cart was worth', () => {
    const prospect = someone({ interest: { cartedOn: daysAgo(2), cartDays: 3, cartValue: 6000 } });
    const explanations = explain(prospect, fitted, today, 'en');
    expect(explanations.map(({ about: what, is }) => `${what} ${is}`)).toEqual([
      'lifecycle prospect',
      'borderline interested-prospect',
      'tier bronze',
      'type prospect',
      'man MaN',
    ]);
    expect(about('man', prospect)).toMatchObject({
      because: `money high: the cart was worth £60.00, more than for 59% of customers; authority low: carts on 3 days, and no order; need high: looked around on ${daysAgo(2)}`,
      treatment: 'Contact, and find out who decides.',
    });
  });

  test('of influence counts referred friends, or says that no referral is known', () => {
    const orders = ordersOf();
    expect(about('effective', someone({ orders, referrals: { made: 4, converted: 2 } })).because).toContain(
      'influence 83 (4 friends sent, 2 bought)',
    );
    expect(about('effective', someone({ orders })).because).toContain('influence not counted');
  });

  test('is in English for every locale that is neither English nor Chinese', () => {
    expect(explain(someone(), fitted, today, 'de-AT')).toEqual(explain(someone(), fitted, today, 'en-GB'));
  });
});

describe('the explanations of any customer', () => {
  const day = fc.integer({ min: 0, max: 300 }).map(daysAgo);
  const anybody: fc.Arbitrary<Classifiable> = fc
    .record({
      orders: fc.option(orderFacts, { nil: undefined }),
      cancelledOrders: fc.nat({ max: 4 }),
      interest: fc.option(fc.record({ browsedOn: day, cartDays: fc.nat({ max: 5 }), cartValue: fc.nat() }), {
        nil: undefined,
      }),
      nps: fc.option(fc.record({ score: fc.nat({ max: 10 }), on: day }), { nil: undefined }),
      complaints: fc.option(fc.record({ count: fc.constant(2), open: fc.nat({ max: 2 }), openedOn: day }), {
        nil: undefined,
      }),
      referrals: fc.option(fc.record({ made: fc.nat({ max: 5 }), converted: fc.nat({ max: 5 }) }), {
        nil: undefined,
      }),
    })
    .map(({ orders, cancelledOrders, interest, nps, complaints, referrals }) => ({
      cancelledOrders,
      ...(orders && { orders }),
      ...(interest && { interest }),
      ...(nps && { feedback: { nps } }),
      ...(complaints && { complaints }),
      ...(referrals && { referrals }),
    }));

  test('cover each class once, with numbers and without gaps, in both languages', () => {
    fc.assert(
      fc.property(
        anybody,
        fc.option(anybody, { nil: undefined }),
        fc.constantFrom(fitted, unfitted),
        fc.constantFrom(...languages),
        (now, earlier, population, locale) => {
          const classes = earlier && classify(earlier, population, daysAgo(9));
          const profile = { ...now, ...(classes && { classes }) };
          const explanations = explain(profile, population, today, locale);
          const decided = classify(profile, population, today);
          const classesOf = (what: Explanation['about']) =>
            explanations.filter((one) => one.about === what).map(({ is }) => is);
          const { rfm } = decided;
          expect(classesOf('lifecycle')).toEqual([decided.lifecycle.is]);
          expect(classesOf('tier')).toEqual([decided.tier.is]);
          expect(classesOf('man')).toEqual([manCodeOf(decided.man)]);
          expect(classesOf('type')).toEqual(customerTypesOf(decided));
          expect(classesOf('borderline')).toEqual([borderlineOf(decided)].flatMap((one) => one ?? []));
          expect(classesOf('segment')).toEqual(rfm ? [rfmSegmentOf(rfm)] : []);
          expect(classesOf('value-group')).toEqual(rfm ? [valueGroupOf(rfm, 4)] : []);
          expect(classesOf('potential')).toEqual(decided.traits.filter((trait) => trait === 'potential'));
          for (const { label, because, treatment = '.' } of explanations) {
            for (const text of [label, because, treatment]) {
              expect(text).toMatch(/\S/);
              expect(text).not.toMatch(/undefined|NaN|Infinity|null|\[object/);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
