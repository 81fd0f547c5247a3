import * as z from 'zod';
import { daysBetween, type PlainDate } from '../../calendar.ts';
import { type Duration, daysSchema, wholeDays } from '../../duration.ts';
import type { Statement } from '../../explain/audience-reason.ts';
import { campaignIdSchema } from '../../ids.ts';
import { entryDayOf } from '../../slot.ts';
import { createCondition } from './condition.ts';
import { oneOrMoreOf } from './one-or-more.ts';
import { allOf, anyOf } from './words.ts';

interface Entered {
  readonly campaign: readonly string[];
  readonly within?: Duration | undefined;
}

const campaigns = oneOrMoreOf(campaignIdSchema);

export const entered = createCondition<Entered, { readonly name: string; readonly on: PlainDate }>({
  description:
    'The customer has entered any of these campaigns before today, ever or in the last days; held out or not, so that both groups of a comparison stay alike.',
  example: '{ campaign: [win-back, welcome], within: 30d }',
  absent: 'never',
  schema: z.strictObject({
    campaign: campaigns.describe('The campaigns, by the names of their files.'),
    within: daysSchema.optional().describe('In the last days; without it, ever.'),
  }),
  read:
    ({ campaign }, { asOf }) =>
    ({ enrolments = {} }) => {
      let last: { name: string; on: PlainDate } | undefined;
      for (const name of campaign) {
        const on = enrolments[name]?.on;
        // A night decides about all campaigns at once, and must decide the same when it is resumed.
        if (on !== undefined && on < asOf && (last === undefined || on > last.on)) last = { name, on };
      }
      return last;
    },
  accepts:
    ({ within }, { asOf }) =>
    ({ on }) =>
      within === undefined || daysBetween(on, asOf) <= wholeDays(within),
  asks({ campaign, within }) {
    const statement: Statement = anyOf('as-written', campaign);
    return within === undefined ? statement : { is: 'within', days: wholeDays(within), statement };
  },
  says: ({ name, on }) => ({ is: 'dated', name, on }),
});

export const inProgress = createCondition<readonly string[], readonly string[]>({
  description:
    'The customer has entered any of these campaigns before today, and its goal has not ended; held out or not.',
  example: '[welcome, win-back]',
  absent: 'none',
  schema: campaigns,
  read:
    (_, { asOf }) =>
    ({ openEnrolments = [] }) => {
      const open = openEnrolments.filter(
        ({ cohort, goalEndsOn }) => entryDayOf(cohort.slot) < asOf && goalEndsOn >= asOf,
      );
      return open.length === 0 ? undefined : [...new Set(open.map(({ cohort }) => cohort.campaign))];
    },
  accepts: (asked) => (open) => open.some((campaign) => asked.includes(campaign)),
  asks: (asked) => anyOf('as-written', asked),
  says: (open) => allOf('as-written', open),
});
