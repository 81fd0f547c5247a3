import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidInputError, issuesOf } from '../../shared/errors.ts';
import type { WorkTime } from './work-time.ts';

/** Makes a Lambda that a workflow or EventBridge calls: the event is checked once, here, and then trusted. */
export const createEventHandler =
  <S extends z.ZodType, R>(schema: S, run: (event: z.output<S>, context: WorkTime) => Promise<R>) =>
  async (event: unknown, context: Context | WorkTime): Promise<R> => {
    const parsed = schema.safeParse(event);
    if (!parsed.success)
      throw new InvalidInputError('the event that was passed is not valid', issuesOf(parsed.error));
    return run(parsed.data, context);
  };
