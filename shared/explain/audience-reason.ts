import type { PlainDate } from '../calendar.ts';

/** What a number counts. Amounts of money are in minor units, shares are from 0 to 1. */
export type Unit = 'count' | 'days' | 'money' | 'share' | 'score' | 'times';

/** Lists of words that have names in every language; `as-written` are those of the shop. */
export type WordList =
  | 'lifecycles'
  | 'tiers'
  | 'traits'
  | 'segments'
  | 'groups'
  | 'types'
  | 'borderline'
  | 'levels'
  | 'channels'
  | 'consents'
  | 'suppressions'
  | 'orderChannels'
  | 'contactFields'
  | 'months'
  | 'as-written';

/** What a condition asks for, or what a profile says, as data that words put into a language. */
export type Statement =
  /** Words of which any, all or none are asked for; what a profile says is `all` of them. */
  | {
      readonly is: 'words';
      readonly of: WordList;
      readonly words: readonly string[];
      readonly wanted: 'any' | 'all' | 'none';
    }
  | { readonly is: 'amount'; readonly unit: Unit; readonly amount: number }
  | {
      readonly is: 'range';
      readonly unit: Unit;
      readonly atLeast?: number | undefined;
      readonly atMost?: number | undefined;
    }
  | { readonly is: 'yes-or-no'; readonly answer: boolean }
  /** Something with a name that happened on a day. */
  | { readonly is: 'dated'; readonly name: string; readonly on: PlainDate }
  /** Counted in the last days, or in this month and those before it. */
  | { readonly is: 'within'; readonly days: number; readonly statement: Statement }
  | { readonly is: 'in-months'; readonly months: number; readonly statement: Statement }
  /** Several statements at once. */
  | { readonly is: 'both'; readonly statements: readonly Statement[] }
  /** Several statements, each about a part that has a name. */
  | { readonly is: 'parts'; readonly parts: readonly StatementPart[] };

export interface StatementPart {
  readonly part: PartName;
  readonly statement: Statement;
}

/** The parts of conditions that ask for several things at once. */
export type PartName =
  | 'recency'
  | 'frequency'
  | 'monetary'
  | 'money'
  | 'authority'
  | 'need'
  | 'email'
  | 'phone'
  | 'product'
  | 'category';

/** What a profile says where it says nothing: it never happened, there is none, or nobody knows. */
export type Absent = 'never' | 'none' | 'unknown';

/** Whether a customer meets a condition, and why. */
export type AudienceReason =
  | {
      readonly of: 'condition';
      /** As in an audience file. */
      readonly condition: string;
      readonly holds: boolean;
      readonly asked: Statement;
      readonly says: Statement | Absent;
    }
  /** Conditions of which all or any must hold, or none may. */
  | { readonly of: 'all' | 'any' | 'not'; readonly holds: boolean; readonly parts: readonly AudienceReason[] }
  | {
      readonly of: 'audience';
      readonly name: string;
      readonly holds: boolean;
      readonly parts: readonly AudienceReason[];
    };
