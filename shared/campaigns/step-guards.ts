import * as z from 'zod';
import { callResults } from '../deliveries/call-result.ts';
import { stoppers } from '../deliveries/skip-reason.ts';
import { templateNameSchema } from '../email/template-name.ts';
import type { EventFact } from '../profile/activity.ts';
import { eventAskedSchema, notAskable } from './event-guard.ts';

/** What an earlier step may have led to: what became of its message, or of its call. */
export const stepResults = [
  'sent',
  'opened',
  'clicked',
  'done',
  'failed',
  'skipped',
  'queued',
  ...callResults,
] as const;
export type StepResult = (typeof stepResults)[number];

/** What a named earlier step led to. */
const ofStepSchema = z.strictObject({
  step: templateNameSchema.describe('The name of an earlier step.'),
  was: z.enum(stepResults).describe('What it led to.'),
});

/** What the event was like that began the journey. */
const ofEventSchema = z.strictObject({
  event: eventAskedSchema.describe('The event that began the journey.'),
});

const guardSchema = z.union([z.enum(stoppers), ofStepSchema, ofEventSchema]);

/** What a guard asks: what a customer has done since entering, what an earlier step led to, or what began it all. */
export type StepGuard = z.output<typeof guardSchema>;

/** One guard without a list, or several. */
const guardsSchema = z.union([
  guardSchema.transform((one) => [one]),
  z.array(guardSchema).min(1, 'name at least one'),
]);

/** What a step says about what must have happened, or must not. */
export const stepGuardShape = {
  name: templateNameSchema.optional().describe('By which later steps refer to this one.'),
  unless: guardsSchema
    .default([])
    .describe(
      'Skip the step for customers who have done any of these since entering, for whom an earlier step led to it, or whose event was like this.',
    ),
  onlyIf: guardsSchema
    .optional()
    .describe(
      'Run the step only for customers who have done any of these, for whom an earlier step led to it, or whose event was like this.',
    ),
};

interface GuardedStep {
  readonly name?: string | undefined;
  readonly unless: readonly StepGuard[];
  readonly onlyIf?: readonly StepGuard[] | undefined;
}

/** What is wrong with what steps ask of earlier ones, and with their names; by the index of the step. */
export function stepNameProblems(
  steps: readonly GuardedStep[],
): { readonly index: number; readonly message: string }[] {
  return steps.flatMap(({ name, unless, onlyIf = [] }, index) => {
    const before = steps.slice(0, index).flatMap((step) => step.name ?? []);
    const asked = [...unless, ...onlyIf].flatMap((guard) =>
      typeof guard === 'object' && 'step' in guard ? [guard.step] : [],
    );
    const unknown = asked.filter((step) => !before.includes(step));
    return [
      ...unknown.map((step) => ({ index, message: `no earlier step has the name ${step}` })),
      ...(name !== undefined && before.includes(name)
        ? [{ index, message: `an earlier step has the name ${name} too` }]
        : []),
    ];
  });
}

/** True for a step that asks what the event was like. */
export const asksForEvent = ({ unless, onlyIf = [] }: Omit<GuardedStep, 'name'>): boolean =>
  [...unless, ...onlyIf].some((guard) => typeof guard === 'object' && 'event' in guard);

/**
 * What is wrong with what steps ask of the event that begins the campaign; by the index of the step.
 *
 * @param type of the facts that begin it; undefined when none does
 */
export const eventGuardProblems = (
  steps: readonly GuardedStep[],
  type: EventFact['type'] | undefined,
): { readonly index: number; readonly message: string }[] =>
  steps.flatMap(({ unless, onlyIf = [] }, index) =>
    [...unless, ...onlyIf].flatMap((guard) => {
      if (typeof guard === 'string' || !('event' in guard)) return [];
      if (type === undefined)
        return [{ index, message: 'no event begins this campaign, so there is none to ask about' }];
      const missing = notAskable(guard.event, type);
      return missing === undefined
        ? []
        : [{ index, message: `the event of this campaign has no ${missing}` }];
    }),
  );
