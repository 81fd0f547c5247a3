import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { callbackRequestSchema, callOutcomes } from './callback.ts';

/** What the callback workflow hands to each of its steps after the call. */
export const callbackEventSchema = z.object({ task: callbackRequestSchema, at: instantSchema });

/** What it hands over to close a task: the last outcome, or `none` when nobody called in time. */
export const closeEventSchema = callbackEventSchema.extend({ outcome: z.enum([...callOutcomes, 'none']) });
