import * as z from 'zod';
import type { Statement, Unit } from '../../explain/audience-reason.ts';
import { decimalsOf } from '../../money.ts';
import {
  type Circumstances,
  type ClassifiedProfile,
  type ConditionDefinition,
  type ConditionParts,
  createCondition,
} from './condition.ts';

/** From and up to, both included; at least one of them is given. */
export interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

const giveOne = 'give atLeast, atMost or both';
/** What is said of a range that nothing is in. */
export const upsideDown = 'atLeast is above atMost';

const isGiven = ({ atLeast, atMost }: Range): boolean => atLeast !== undefined || atMost !== undefined;
/** False for a range that nothing is in. */
export const isUpright = ({ atLeast, atMost }: Range): boolean =>
  (atLeast ?? Number.NEGATIVE_INFINITY) <= (atMost ?? Number.POSITIVE_INFINITY);

/** The keys of a range of numbers of a kind, for an object that may have others. */
const rangeShape = <N extends z.ZodType<number>>(number: N) => ({
  atLeast: number.optional().describe('This much or more.'),
  atMost: number.optional().describe('This much or less.'),
});

/** A range of numbers of a kind. */
export const rangeOf = <N extends z.ZodType<number>>(number: N) =>
  z.strictObject(rangeShape(number)).refine(isGiven, giveOne).refine(isUpright, upsideDown);

const wholeScore = (least: number, most: number, error: string) =>
  z.int(error).min(least, { error, abort: true }).max(most, { error, abort: true });

/** Scores from 1 to 5. */
export const scoreSchema = wholeScore(1, 5, 'scores are whole numbers from 1 to 5');

const percentError = 'a share is written with a percent sign, from "0%" to "100%"';

const shareSchema = z
  .string(percentError)
  .regex(/^\d{1,3}(\.\d+)?\s*%$/, percentError)
  .transform((text) => Number.parseFloat(text) / 100)
  .refine((share) => share <= 1, percentError);

/** What each unit is written as. */
const numbers = {
  count: z.int().nonnegative(),
  days: z.int().nonnegative(),
  /** In whole units of the currency: pounds, not pence. */
  money: z.number().nonnegative(),
  share: shareSchema,
  score: scoreSchema,
  nps: wholeScore(0, 10, 'a recommendation is a whole number from 0 to 10'),
  times: z.number().nonnegative(),
} as const;

/** A range of money, in whole units of the currency. */
export const moneyRangeSchema = rangeOf(numbers.money);

/** A range of scores from 0 to 10, by which customers recommend the shop. */
export const npsRangeSchema = rangeOf(numbers.nps);

type NumberKind = keyof typeof numbers;

const unitOf: Readonly<Record<NumberKind, Unit>> = {
  count: 'count',
  days: 'days',
  money: 'money',
  share: 'share',
  score: 'score',
  nps: 'score',
  times: 'times',
};

/** What a number has to be divided by before it is compared: money is kept in minor units and asked for in whole ones. */
const divisorOf = (kind: NumberKind, { settings }: Circumstances): number =>
  kind === 'money' ? 10 ** decimalsOf(settings.currency) : 1;

/** True for a number within a range. */
export const isWithin = ({ atLeast, atMost }: Range, number: number): boolean =>
  (atLeast === undefined || number >= atLeast) && (atMost === undefined || number <= atMost);

/** A range as a statement; of money, in minor units. */
export const statementOf = (kind: NumberKind, { atLeast, atMost }: Range, divisor = 1): Statement => ({
  is: 'range',
  unit: unitOf[kind],
  ...(atLeast !== undefined && { atLeast: atLeast * divisor }),
  ...(atMost !== undefined && { atMost: atMost * divisor }),
});

type NumberParts = Pick<
  ConditionParts<Range, number>,
  'description' | 'example' | 'absent' | 'needsForecast'
> & {
  read(customer: ClassifiedProfile, circumstances: Circumstances): number | undefined;
};

const comparedWith = (kind: NumberKind) => ({
  accepts(range: Range, circumstances: Circumstances) {
    const divisor = divisorOf(kind, circumstances);
    return (number: number) => isWithin(range, number / divisor);
  },
  says: (amount: number): Statement => ({ is: 'amount', unit: unitOf[kind], amount }),
});

/** A condition on a number that a customer has. */
export const between = (kind: NumberKind, { read, ...described }: NumberParts): ConditionDefinition<Range> =>
  createCondition<Range, number>({
    ...described,
    ...comparedWith(kind),
    schema: rangeOf(numbers[kind]),
    read: (_, circumstances) => (customer) => read(customer, circumstances),
    asks: (range, circumstances) => statementOf(kind, range, divisorOf(kind, circumstances)),
  });

/** A range of what is counted in this month and those before it; over all time without a number of months. */
export interface RangeInMonths extends Range {
  readonly inMonths?: number | undefined;
}

type MonthlyParts = Omit<NumberParts, 'read'> & {
  /** As many months as a profile answers for exactly, this one included. */
  readonly mostMonths: number;
  /** @param months this month included; undefined for all time */
  read(customer: ClassifiedProfile, circumstances: Circumstances, months: number | undefined): number;
};

/** {@link between} for a number that is known by calendar month. */
export const betweenInMonths = (
  kind: NumberKind,
  { read, mostMonths, ...described }: MonthlyParts,
): ConditionDefinition<RangeInMonths> =>
  createCondition<RangeInMonths, number>({
    ...described,
    ...comparedWith(kind),
    schema: z
      .strictObject({
        ...rangeShape(numbers[kind]),
        inMonths: z
          .int()
          .min(1)
          .max(mostMonths)
          .optional()
          .describe(`In this calendar month and those before it, ${mostMonths} at most; without it, ever.`),
      })
      .refine(isGiven, giveOne)
      .refine(isUpright, upsideDown),
    read:
      ({ inMonths }, circumstances) =>
      (customer) =>
        read(customer, circumstances, inMonths),
    asks({ inMonths, ...range }, circumstances) {
      const statement = statementOf(kind, range, divisorOf(kind, circumstances));
      return inMonths === undefined ? statement : { is: 'in-months', months: inMonths, statement };
    },
  });
