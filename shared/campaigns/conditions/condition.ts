import type * as z from 'zod';
import type { PlainDate } from '../../calendar.ts';
import type { Absent, Statement } from '../../explain/audience-reason.ts';
import type { Classes } from '../../profile/classes.ts';
import type { Facts, Profile } from '../../profile/profile.ts';
import type { Ranker } from '../../scoring/ranking.ts';
import type { Settings } from '../../settings/settings.ts';

/** What conditions are about: a customer, who must have been classified. */
export type ClassifiedProfile = Pick<Profile, 'contact'> &
  Partial<Facts & Pick<Profile, 'enrolments' | 'openEnrolments'>> & {
    readonly classes: Classes;
    /** Forecasts by the population that the classes are from; conditions on a forecast cannot do without. */
    readonly rank?: Ranker;
  };

/** What conditions are compared by, the same for every customer. */
export interface Circumstances {
  readonly settings: Settings;
  readonly asOf: PlainDate;
}

/** One customer's answer to a condition. */
export interface ConditionAnswer {
  readonly holds: boolean;
  readonly asked: Statement;
  readonly says: Statement | Absent;
}

/** Everything there is to know about one condition: a new one is an object of this shape. */
export interface ConditionDefinition<Asked> {
  /** The condition's part of an audience file. */
  readonly schema: z.ZodType<Asked>;
  /** What an editor shows for it, and the guide. */
  readonly description: string;
  /** A value as it is written in a file, for the guide and for messages. */
  readonly example: string;
  /** True for a condition on what a night measures over all customers. */
  readonly needsForecast: boolean;
  /** Prepares the condition once; what it returns is called for each customer, millions of times. */
  prepare(asked: Asked, circumstances: Circumstances): (customer: ClassifiedProfile) => boolean;
  explain(asked: Asked, circumstances: Circumstances, customer: ClassifiedProfile): ConditionAnswer;
}

/** A condition by its parts: the value that a profile has, and whether that is what was asked for. */
export interface ConditionParts<Asked, Value> {
  readonly schema: z.ZodType<Asked>;
  readonly description: string;
  readonly example: string;
  readonly needsForecast?: boolean;
  /** What it means that a customer has no such value; `unknown` when not given. */
  readonly absent?: Absent;
  /** The customer's value; undefined when there is none, and then the condition does not hold. */
  read(asked: Asked, circumstances: Circumstances): (customer: ClassifiedProfile) => Value | undefined;
  accepts(asked: Asked, circumstances: Circumstances): (value: Value) => boolean;
  asks(asked: Asked, circumstances: Circumstances): Statement;
  says(value: Value): Statement;
}

/** Makes a condition of its parts. */
export const createCondition = <Asked, Value>({
  read,
  accepts,
  asks,
  says,
  absent = 'unknown',
  needsForecast = false,
  ...described
}: ConditionParts<Asked, Value>): ConditionDefinition<Asked> => ({
  ...described,
  needsForecast,
  prepare(asked, circumstances) {
    const readFrom = read(asked, circumstances);
    const isAccepted = accepts(asked, circumstances);
    return (customer) => {
      const value = readFrom(customer);
      return value !== undefined && isAccepted(value);
    };
  },
  explain(asked, circumstances, customer) {
    const value = read(asked, circumstances)(customer);
    return {
      holds: value !== undefined && accepts(asked, circumstances)(value),
      asked: asks(asked, circumstances),
      says: value === undefined ? absent : says(value),
    };
  },
});
