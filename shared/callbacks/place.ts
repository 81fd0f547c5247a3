import * as z from 'zod';
import { urgencySchema } from './callback.ts';

/**
 * A place in the queue as callers bring it back. It is not trusted and need not be: whatever it says, it is a place in
 * this one queue, all of which the caller may read.
 */
export const cursorSchema = z
  .string()
  .max(200, { abort: true })
  .transform((text) => Buffer.from(text, 'base64url').toString())
  .pipe(urgencySchema)
  .optional()
  .describe('The `next` of the page before. Without it, the front of the queue.');

/** The form of a place in the queue that `cursorSchema` reads. */
export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');
