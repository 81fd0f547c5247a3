import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { InvalidInputError, issuesOf } from '../../shared/errors.ts';
import type { WorkTime } from './work-time.ts';

/**
 * Creates a Lambda handler for events of a workflow or EventBridge. The event is validated here, once.
 *
 * @throws InvalidInputError when the event does not match `schema`; workflows do not retry it
 */
export const createEventHandler =
  <S extends z.ZodType, R>(schema: S, run: (event: z.output<S>, context: WorkTime) => Promise<R>) =>
  async (event: unknown, context: Context | WorkTime): Promise<R> => {
    const parsed = schema.safeParse(event);
    if (!parsed.success) throw new InvalidInputError('the event is not valid', issuesOf(parsed.error));
    return run(parsed.data, context);
  };
