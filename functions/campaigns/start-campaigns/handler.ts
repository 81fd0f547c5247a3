import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { type Instant, instantSchema } from '../../../shared/calendar.ts';
import { isAnythingDue } from '../../../shared/operations/list-due-steps.ts';
import { createEventHandler } from '../../toolkit/event-handler.ts';
import { isRunning, stepFunctions } from '../../toolkit/step-functions.ts';
import { store } from '../../toolkit/store.ts';
import { workflowArn } from '../../toolkit/workflow-arn.ts';

const eventSchema = z.object({
  /** The minute for which the scheduler calls. */
  at: instantSchema,
});

/**
 * Called once a minute: starts `run-campaigns` when a step is due that no run is working on. An execution has the name of
 * its minute, so calling twice starts it once.
 */
export const handler = createEventHandler(eventSchema, async ({ at }): Promise<{ hasStarted: boolean }> => {
  if (!(await isAnythingDue(store, { at, isRunning }))) return { hasStarted: false };
  try {
    await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: workflowArn('run-campaigns'),
        name: nameOf(at),
        input: JSON.stringify({}),
      }),
    );
    return { hasStarted: true };
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return { hasStarted: false };
    throw error;
  }
});

const nameOf = (at: Instant): string => `due-${at.slice(0, 16).replace(/[-:]/g, '')}Z`;
