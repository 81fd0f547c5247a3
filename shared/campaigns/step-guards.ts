import * as z from 'zod';
import { callResults } from '../deliveries/call-result.ts';
import { stoppers } from '../deliveries/skip-reason.ts';
import { templateNameSchema } from '../email/template-name.ts';

/** What an earlier step may have led to: what became of its message, or of its call. */
export const stepResults = ['sent', 'opened', 'clicked', 'skipped', 'queued', ...callResults] as const;
export type StepResult = (typeof stepResults)[number];

/** What a named earlier step led to. */
const ofStepSchema = z.strictObject({
  step: templateNameSchema.describe('The name of an earlier step.'),
  was: z.enum(stepResults).describe('What it led to.'),
});

const guardSchema = z.union([z.enum(stoppers), ofStepSchema]);

/** What a guard asks: what a customer has done since entering, or what an earlier step led to. */
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
      'Skip the step for customers who have done any of these since entering, or for whom an earlier step led to it.',
    ),
  onlyIf: guardsSchema
    .optional()
    .describe(
      'Run the step only for customers who have done any of these, or for whom an earlier step led to it.',
    ),
};

interface GuardedStep {
  readonly name?: string | undefined;
  readonly unless: readonly StepGuard[];
  readonly onlyIf?: readonly StepGuard[] | undefined;
}

/** What is wrong with the names of steps, by the index of the step. */
export function stepNameProblems(
  steps: readonly GuardedStep[],
): { readonly index: number; readonly message: string }[] {
  return steps.flatMap(({ name, unless, onlyIf = [] }, index) => {
    const before = steps.slice(0, index).flatMap((step) => step.name ?? []);
    const asked = [...unless, ...onlyIf].flatMap((guard) => (typeof guard === 'string' ? [] : [guard.step]));
    const unknown = asked.filter((step) => !before.includes(step));
    return [
      ...unknown.map((step) => ({ index, message: `no earlier step has the name ${step}` })),
      ...(name !== undefined && before.includes(name)
        ? [{ index, message: `an earlier step has the name ${name} too` }]
        : []),
    ];
  });
}
