import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import type { Cursor } from '../paging.ts';
import { type Capacity, noCapacity } from './capacity.ts';

/** The scan segment that a pass of a night works on: one part of all customers. */
export const segmentSchema = z.object({
  date: plainDateSchema,
  segment: z.int().nonnegative(),
  totalSegments: z.int().positive(),
});

/** How far a pass has come in one scan segment. Saved whenever a Lambda stops, loaded by the one that continues. */
export interface SegmentProgress<T> {
  readonly counted: T;
  /** Absent before the first page. */
  readonly next?: Cursor;
  readonly isDone: boolean;
  readonly capacity: Capacity;
}

/** The progress of a segment that has not begun; `counted` is an empty tally. */
export const emptyProgress = <T>(counted: T): SegmentProgress<T> => ({
  counted,
  isDone: false,
  capacity: noCapacity,
});
