import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidInputError } from '../../shared/errors.ts';
import { issuesOf } from '../../shared/orders/order.ts';
import type { WorkTime } from './work-time.ts';

/** A step of a workflow: the event is checked once, here, and then trusted. */
export const step =
  <S extends z.ZodType, R>(schema: S, run: (event: z.output<S>, context: WorkTime) => Promise<R>) =>
  async (event: unknown, context: Context | WorkTime): Promise<R> => {
    const parsed = schema.safeParse(event);
    if (!parsed.success)
      throw new InvalidInputError('the workflow passed an event that is not valid', issuesOf(parsed.error));
    return run(parsed.data, context);
  };
