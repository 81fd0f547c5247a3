import * as z from 'zod';
import type { Statement, WordList } from '../../explain/audience-reason.ts';
import {
  type Circumstances,
  type ClassifiedProfile,
  type ConditionDefinition,
  type ConditionParts,
  createCondition,
} from './condition.ts';
import { oneOrMore } from './one-or-more.ts';

type Described<Asked> = Pick<ConditionParts<Asked, unknown>, 'description' | 'example' | 'absent'>;

type Words = readonly [string, ...string[]];

/** Words of which any is asked for. */
export const anyOf = (of: WordList, words: readonly string[]): Statement => ({
  is: 'words',
  of,
  words,
  wanted: 'any',
});

/** Words that a profile has. */
export const allOf = (of: WordList, words: readonly string[]): Statement => ({
  is: 'words',
  of,
  words,
  wanted: 'all',
});

/** A condition on one word that a customer has out of a list: any of those asked for. */
export const oneOf = <W extends Words>(
  of: WordList,
  words: W,
  {
    read,
    ...described
  }: Described<W[number][]> & {
    read(customer: ClassifiedProfile, circumstances: Circumstances): W[number] | undefined;
  },
): ConditionDefinition<W[number][]> =>
  createCondition<W[number][], W[number]>({
    ...described,
    schema: oneOrMore(words),
    read: (_, circumstances) => (customer) => read(customer, circumstances),
    accepts(asked) {
      const accepted = new Set<string>(asked);
      return (word) => accepted.has(word);
    },
    asks: (asked) => anyOf(of, asked),
    says: (word) => allOf(of, [word]),
  });

/** A condition on several words that a customer has: any of those asked for is among them. */
export const someOf = <W extends Words>(
  of: WordList,
  words: W,
  {
    read,
    ...described
  }: Described<W[number][]> & {
    read(customer: ClassifiedProfile, circumstances: Circumstances): readonly W[number][];
  },
): ConditionDefinition<W[number][]> =>
  createCondition<W[number][], readonly W[number][]>({
    absent: 'none',
    ...described,
    schema: oneOrMore(words),
    read: (_, circumstances) => (customer) => nonEmpty(read(customer, circumstances)),
    accepts: (asked) => (has) => has.some((word) => asked.includes(word)),
    asks: (asked) => anyOf(of, asked),
    says: (has) => allOf(of, has),
  });

/** Words of which a customer has all and none. */
export interface Included<T extends string> {
  readonly include?: readonly T[] | undefined;
  readonly exclude?: readonly T[] | undefined;
}

/** A condition on flags that coexist: the customer has all of those included and none of those excluded. */
export const withAndWithout = <T extends string>(
  of: WordList,
  list: z.ZodType<T[]>,
  { read, ...described }: Described<Included<T>> & { read(customer: ClassifiedProfile): readonly string[] },
): ConditionDefinition<Included<T>> =>
  createCondition<Included<T>, readonly string[]>({
    ...described,
    schema: z
      .strictObject({
        include: list.optional().describe('The customer has all of these.'),
        exclude: list.optional().describe('The customer has none of these.'),
      })
      .refine(
        ({ include, exclude }) => include !== undefined || exclude !== undefined,
        'give include, exclude or both',
      )
      .refine(
        ({ include = [], exclude = [] }) => !include.some((one) => exclude.includes(one)),
        'nobody has what is both included and excluded',
      ),
    read: () => read,
    accepts:
      ({ include = [], exclude = [] }) =>
      (has) =>
        include.every((one) => has.includes(one)) && !exclude.some((one) => has.includes(one)),
    asks({ include, exclude }) {
      const all = include && allOf(of, include);
      const none = exclude && ({ is: 'words', of, words: exclude, wanted: 'none' } as const);
      return { is: 'both', statements: [all ?? [], none ?? []].flat() };
    },
    says: (has) => allOf(of, has),
  });

/** A condition that is met or not. */
export const isSo = ({
  read,
  ...described
}: Described<boolean> & { read(customer: ClassifiedProfile): boolean }): ConditionDefinition<boolean> =>
  createCondition<boolean, boolean>({
    ...described,
    schema: z.boolean(),
    read: () => read,
    accepts: (asked) => (answer) => answer === asked,
    asks: (answer) => ({ is: 'yes-or-no', answer }),
    says: (answer) => ({ is: 'yes-or-no', answer }),
  });

const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
