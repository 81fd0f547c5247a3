import * as z from 'zod';
import { isUpright, upsideDown } from '../conditions/ranges.ts';
import type { EventDefinition } from './event.ts';

const feedbackSchema = z
  .strictObject({
    event: z.literal('feedback'),
    /** On the scale of 0 to 10 by which customers recommend the shop. */
    atMost: z.int().min(0).max(10).optional(),
    atLeast: z.int().min(0).max(10).optional(),
  })
  .refine(isUpright, upsideDown);

const isWithin = (
  score: number,
  { atMost = 10, atLeast = 0 }: Pick<z.output<typeof feedbackSchema>, 'atMost' | 'atLeast'>,
): boolean => score <= atMost && score >= atLeast;

/** A customer scored the shop. Without a limit, any feedback. */
export const feedback: EventDefinition<z.output<typeof feedbackSchema>> = {
  schema: feedbackSchema,
  factType: 'feedback',
  matches({ atMost, atLeast }, { fact }) {
    if (fact.type !== 'feedback') return false;
    if (atMost === undefined && atLeast === undefined) return true;
    return fact.nps !== undefined && isWithin(fact.nps, { atMost, atLeast });
  },
  latestOn({ atMost, atLeast }, { feedback: { nps, csat } = {} }) {
    if (atMost !== undefined || atLeast !== undefined)
      return nps && isWithin(nps.score, { atMost, atLeast }) ? nps.on : undefined;
    return [nps?.on ?? [], csat?.on ?? []].flat().sort().at(-1);
  },
  repeats: true,
};

const complaintOpenedSchema = z.strictObject({ event: z.literal('complaint-opened') });

/** A customer complained. */
export const complaintOpened: EventDefinition<z.output<typeof complaintOpenedSchema>> = {
  schema: complaintOpenedSchema,
  factType: 'complaint-opened',
  matches: (_, { fact }) => fact.type === 'complaint-opened',
  latestOn: (_, { complaints }) => complaints?.openedOn,
  repeats: true,
};

const complaintClosedSchema = z.strictObject({ event: z.literal('complaint-closed') });

/** A complaint was settled. */
export const complaintClosed: EventDefinition<z.output<typeof complaintClosedSchema>> = {
  schema: complaintClosedSchema,
  factType: 'complaint-closed',
  matches: (_, { fact }) => fact.type === 'complaint-closed',
  repeats: true,
};

const referralSchema = z.strictObject({ event: z.literal('referral-converted') });

/** A friend whom the customer sent to the shop has bought. */
export const referralConverted: EventDefinition<z.output<typeof referralSchema>> = {
  schema: referralSchema,
  factType: 'referral-converted',
  matches: (_, { fact }) => fact.type === 'referral-converted',
  repeats: true,
};
