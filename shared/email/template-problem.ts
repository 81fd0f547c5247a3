import type { FileWords } from '../words/file.ts';

/** Where something is in a template's text; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a template: the kind, and the variable, filter or tag that it is about. */
export interface TemplateProblem {
  readonly kind: keyof FileWords['template']['problems'];
  readonly about: string;
  readonly place: Place | undefined;
}

/** What is wrong and where, in one sentence. */
export const explainTemplateProblem = (
  { kind, about, place }: TemplateProblem,
  { template: words }: FileWords,
): string => `${words.problems[kind](about)}${place === undefined ? '' : words.at(place.line, place.column)}`;

/** What Liquid says of each kind of problem; the first group is what it is about. */
const patterns: readonly (readonly [pattern: RegExp, kind: TemplateProblem['kind']])[] = [
  [/^undefined variable: (.+)$/, 'no-variable'],
  [/^undefined filter: (.+)$/, 'no-filter'],
  [/^tag "(.+)" not found$/, 'no-tag'],
  [/^tag (.+) not closed$/s, 'tag-not-closed'],
  [/^output (.+) not closed$/s, 'output-not-closed'],
  [/^ENOENT: .*"(.+?)"/, 'no-file'],
];

/**
 * What is wrong with a template, from what Liquid says about it.
 *
 * @param canBeMissing true for a variable that exists, though not for everybody
 */
export function templateProblemFrom(
  error: unknown,
  canBeMissing: (variable: string) => boolean,
): TemplateProblem {
  const message = error instanceof Error ? error.message : String(error);
  const [, reported = message, line, column] = /^(.*), line:(\d+), col:(\d+)/s.exec(message) ?? [];
  const place = line === undefined ? undefined : { line: Number(line), column: Number(column) };
  return { ...kindOf(reported, canBeMissing), place };
}

function kindOf(
  reported: string,
  canBeMissing: (variable: string) => boolean,
): Omit<TemplateProblem, 'place'> {
  for (const [pattern, kind] of patterns) {
    const about = pattern.exec(reported)?.[1];
    if (about === undefined) continue;
    if (kind === 'no-variable' && canBeMissing(about)) return { kind: 'can-be-missing', about };
    return { kind, about };
  }
  return { kind: 'other', about: reported };
}
