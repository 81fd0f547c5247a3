import * as z from 'zod';
import { daysBetween } from '../../calendar.ts';
import type { Statement, StatementPart } from '../../explain/audience-reason.ts';
import {
  type Dated,
  levels,
  lifecycles,
  type Man,
  type RfmScores,
  tiers,
  traits as traitWords,
} from '../../profile/classes.ts';
import { borderlineOf, borderlines, customerTypes, customerTypesOf } from '../../scoring/customer-types.ts';
import { manCodeOf, manCodes } from '../../scoring/man.ts';
import { rfmSegmentOf, rfmSegments, valueGroupOf, valueGroups } from '../../scoring/rfm-cells.ts';
import { createCondition } from './condition.ts';
import { oneOrMore } from './one-or-more.ts';
import { between, isWithin, type Range, rangeOf, scoreSchema, statementOf } from './ranges.ts';
import { allOf, anyOf, isSo, oneOf, someOf, withAndWithout } from './words.ts';

export const lifecycle = oneOf('lifecycles', lifecycles, {
  description: 'Any of these lifecycles.',
  example: '[silent, lost]',
  read: ({ classes }) => classes.lifecycle.is,
});

export const lifecycleWas = oneOf('lifecycles', lifecycles, {
  description: 'Any of these lifecycles before the present one. Nobody who has had only one matches.',
  example: '[active, cooling]',
  absent: 'none',
  read: ({ classes }) => classes.lifecycle.was,
});

export const tier = oneOf('tiers', tiers, {
  description: 'Any of these membership levels.',
  example: '[gold, platinum]',
  read: ({ classes }) => classes.tier.is,
});

export const tierWas = oneOf('tiers', tiers, {
  description: 'Any of these membership levels before the present one.',
  example: '[silver]',
  absent: 'none',
  read: ({ classes }) => classes.tier.was,
});

const daysSince = (what: (customer: { lifecycle: Dated<string>; tier: Dated<string> }) => Dated<string>) =>
  ((customer, { asOf }) => daysBetween(what(customer.classes).since, asOf)) satisfies Parameters<
    typeof between
  >[1]['read'];

export const daysInLifecycle = between('days', {
  description: 'Days since the present lifecycle began.',
  example: '{ atMost: 7 }',
  read: daysSince((classes) => classes.lifecycle),
});

export const daysInTier = between('days', {
  description: 'Days since the present membership level began.',
  example: '{ atMost: 7 }',
  read: daysSince((classes) => classes.tier),
});

export const tierInGrace = isSo({
  description:
    'Whether the spend has become too low for the membership level, which is kept for a time of grace.',
  example: 'true',
  read: ({ classes }) => classes.tierUnearnedSince !== undefined,
});

export const traits = withAndWithout('traits', oneOrMore(traitWords), {
  description: 'Traits of which the customer must have all (include) and none (exclude).',
  example: '{ include: [loyal], exclude: [dissatisfied] }',
  read: ({ classes }) => classes.traits,
});

const rfmParts = ['recency', 'frequency', 'monetary'] as const;
const scores = rangeOf(scoreSchema).optional();

export const rfm = createCondition<
  Readonly<Partial<Record<(typeof rfmParts)[number], Range | undefined>>>,
  RfmScores
>({
  description: 'RFM scores, each from 1 (worst fifth) to 5 (best fifth).',
  example: '{ monetary: { atLeast: 4 } }',
  schema: z
    .strictObject({ recency: scores, frequency: scores, monetary: scores })
    .refine((asked) => rfmParts.some((part) => asked[part] !== undefined), 'give at least one of the three'),
  read: () => (customer) => customer.classes.rfm,
  accepts: (asked) => (has) =>
    rfmParts.every((part) => {
      const range = asked[part];
      return range === undefined || isWithin(range, has[part]);
    }),
  asks: (asked) =>
    partsOf(rfmParts, (part) => {
      const range = asked[part];
      return range && statementOf('score', range);
    }),
  says: (has) => partsOf(rfmParts, (part) => ({ is: 'amount', unit: 'score', amount: has[part] })),
});

export const segment = oneOf('segments', rfmSegments, {
  description: 'Any of these cells of the RFM grid.',
  example: '[at-risk, cannot-lose]',
  absent: 'none',
  read: ({ classes }) => classes.rfm && rfmSegmentOf(classes.rfm),
});

export const valueGroup = oneOf('groups', valueGroups, {
  description: 'Any of these value groups, of which there are eight.',
  example: '[important-retain]',
  absent: 'none',
  read: ({ classes }, { settings }) => classes.rfm && valueGroupOf(classes.rfm, settings.rfm.highFrom),
});

export const type = someOf('types', customerTypes, {
  description: 'Any of these customer types.',
  example: '[loyal, new]',
  read: ({ classes }) => customerTypesOf(classes),
});

export const borderline = oneOf('borderline', borderlines, {
  description: 'Any of these kinds of borderline customer.',
  example: '[sleeper]',
  absent: 'none',
  read: ({ classes }) => borderlineOf(classes),
});

export const man = createCondition<(typeof manCodes)[number][], string>({
  description:
    'Any of these codes for money, authority and need, a capital letter for high. All three must be known.',
  example: '[MAN, MAn]',
  schema: oneOrMore(manCodes),
  read: () => (customer) => manCodeOf(customer.classes.man),
  accepts: (asked) => (code) => asked.some((one) => one === code),
  asks: (asked) => anyOf('as-written', asked),
  says: (code) => allOf('as-written', [code]),
});

const manParts = ['money', 'authority', 'need'] as const;
const anyLevel = oneOrMore(levels).optional();

export const manLevels = createCondition<
  Readonly<Partial<Record<(typeof manParts)[number], readonly (typeof levels)[number][] | undefined>>>,
  Man
>({
  description: 'Levels of money, authority and need one by one, unknown ones too.',
  example: '{ money: high, need: [high, unknown] }',
  schema: z
    .strictObject({ money: anyLevel, authority: anyLevel, need: anyLevel })
    .refine((asked) => manParts.some((part) => asked[part] !== undefined), 'give at least one of the three'),
  read: () => (customer) => customer.classes.man,
  accepts: (asked) => (has) => manParts.every((part) => asked[part]?.includes(has[part]) ?? true),
  asks: (asked) =>
    partsOf(manParts, (part) => {
      const wanted = asked[part];
      return wanted && anyOf('levels', wanted);
    }),
  says: (has) => partsOf(manParts, (part) => allOf('levels', [has[part]])),
});

function partsOf<P extends StatementPart['part']>(
  names: readonly P[],
  statementAbout: (part: P) => Statement | undefined,
): Statement {
  const parts = names.flatMap((part) => {
    const statement = statementAbout(part);
    return statement === undefined ? [] : [{ part, statement }];
  });
  return { is: 'parts', parts };
}
