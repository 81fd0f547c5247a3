import * as z from 'zod';
import { type PlainDate, plainDateSchema } from '../shared/calendar.ts';
import { budgetParts } from '../shared/campaigns/budget.ts';
import type { Language } from '../shared/language.ts';
import { limitText } from '../shared/screens/limit-text.ts';
import { type CommandWords, commandWords } from '../shared/words/commands.ts';

const outputSchema = z.object({
  date: plainDateSchema,
  found: z.enum(['ours', 'closed-already', 'run-by-another', 'overtaken']),
  report: z
    .object({
      customers: z.number(),
      changed: z.number(),
      reactivated: z.number(),
      entered: z.record(z.string(), z.number()),
      stepsRun: z.number(),
      stepsFailed: z.number(),
      outOfBudget: z.array(z.object({ campaign: z.string(), part: z.enum(budgetParts), limit: z.number() })),
    })
    .optional(),
});

/** What a night did, as a marketer reads it. `output` is what its workflow ended with. */
export function nightLines(output: unknown, language: Language): string[] {
  const { date, found, report } = outputSchema.parse(output);
  const words = commandWords[language].night;
  if (found !== 'ours' || report === undefined)
    return [words.nothingDone[found === 'ours' ? 'run-by-another' : found](date)];
  const number = (value: number) => value.toLocaleString(language);
  const entered = Object.entries(report.entered);
  return [
    words.title(date),
    `  ${words.customers(report.customers, number(report.customers), number(report.changed))}`,
    ...(report.reactivated === 0 ? [] : [`  ${words.cameBack(number(report.reactivated))}`]),
    ...(entered.length === 0 ? [`  ${words.nobodyEntered}`] : []),
    ...entered.map(([campaign, count]) => `  ${words.entered(campaign, count, number(count))}`),
    `  ${words.steps(report.stepsRun, report.stepsFailed)}`,
    ...report.outOfBudget.map(
      ({ campaign, ...stop }) => `  ${words.outOfBudget(campaign, limitText(stop, language))}`,
    ),
  ];
}

/**
 * What a night of another day than today will do; undefined for today's, and where a later night has run, since then
 * nothing is done.
 */
export function noteOnDate(
  date: PlainDate,
  { today, latest }: { readonly today: PlainDate; readonly latest: PlainDate | undefined },
  { night: words }: CommandWords,
): string | undefined {
  if (date === today || (latest !== undefined && latest >= date)) return undefined;
  return date < today ? words.past(date) : words.future(date);
}
