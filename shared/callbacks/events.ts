import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { callbackRequestSchema, callbackResults } from './callback.ts';

/** What the callback workflow hands to each of its steps after the call. */
export const callbackEventSchema = z.object({ task: callbackRequestSchema, at: instantSchema });

export const closeEventSchema = callbackEventSchema.extend({ result: z.enum(callbackResults) });
