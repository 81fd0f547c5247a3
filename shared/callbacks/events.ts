import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { callbackRequestSchema, callOutcomes } from './callback.ts';

/** The input of the callback workflow's functions that run after the call. */
export const callbackEventSchema = z.object({ task: callbackRequestSchema, at: instantSchema });

/** The input of `close-callback`: also the last outcome, or `none` when nobody called in time. */
export const closeEventSchema = callbackEventSchema.extend({ outcome: z.enum([...callOutcomes, 'none']) });
