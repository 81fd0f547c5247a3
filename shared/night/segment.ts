import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import type { Cursor } from '../paging.ts';
import { type Capacity, noCapacity } from './capacity.ts';

/** Which part of the customers a pass of a night works on. */
export const segmentSchema = z.object({
  date: plainDateSchema,
  segment: z.int().nonnegative(),
  totalSegments: z.int().positive(),
});

/** How far one scan segment of a pass has come; rewritten whenever a Lambda stops, read by the one that goes on. */
export interface SegmentProgress<T> {
  readonly counted: T;
  /** Absent before the first page. */
  readonly next?: Cursor;
  readonly isDone: boolean;
  readonly capacity: Capacity;
}

export const emptyProgress = <T>(counted: T): SegmentProgress<T> => ({
  counted,
  isDone: false,
  capacity: noCapacity,
});
