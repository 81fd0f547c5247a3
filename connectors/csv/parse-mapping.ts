import { parse as parseYaml, YAMLParseError } from 'yaml';
import * as z from 'zod';
import { didYouMean } from '../../shared/did-you-mean.ts';
import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import { columnsSchema, type Mapping, mappingSchema } from './mapping.ts';
import { presetNamed } from './presets.ts';
import { isOneOf } from './statuses.ts';

/**
 * Parses a column mapping written in YAML. It can name a preset and change parts of it.
 *
 * @throws InvalidInputError listing everything wrong with it
 */
export function parseMapping(yaml: string, where: string): Mapping {
  const parsed = mappingSchema.safeParse(overPreset(contentOf(yaml, where), where));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    'This column mapping cannot be used',
    parsed.error.issues.flatMap(issuesIn),
    where,
  );
}

function contentOf(yaml: string, where: string): unknown {
  try {
    return parseYaml(yaml);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new InvalidInputError('This file is not valid YAML', [{ path: '', message: error.message }], where);
  }
}

const ownSchema = z.looseObject({
  preset: z.string(),
  columns: z.record(z.string(), z.unknown()).default({}),
  cancellations: z.record(z.string(), z.unknown()).default({}),
  statuses: z.record(z.string(), z.array(z.string())).default({}),
});

/** The preset that a mapping names, changed by what the mapping says itself; its statuses are added to the preset's. */
function overPreset(content: unknown, where: string): unknown {
  if (typeof content !== 'object' || content === null || !('preset' in content)) return content;
  const read = ownSchema.safeParse(content);
  if (!read.success) {
    throw new InvalidInputError(
      'This column mapping cannot be used',
      read.error.issues.flatMap(issuesIn),
      where,
    );
  }
  const { preset, columns, cancellations, statuses, ...own } = read.data;
  const base = presetNamed(preset);
  const renamed = Object.values(statuses).flat();
  const basic = Object.entries(base.statuses).map(([meaning, values]): [string, string[]] => [
    meaning,
    values.filter((value) => !isOneOf(renamed, value)),
  ]);
  const meanings = new Map(basic);
  for (const [meaning, values] of Object.entries(statuses)) {
    meanings.set(meaning, [...(meanings.get(meaning) ?? []), ...values]);
  }
  return {
    ...base,
    ...own,
    columns: { ...base.columns, ...columns },
    cancellations: { ...base.cancellations, ...cancellations },
    statuses: Object.fromEntries(meanings),
  };
}

const keysByPath: Readonly<Record<string, readonly string[]>> = {
  '': ['preset', ...Object.keys(mappingSchema.shape)],
  columns: Object.keys(columnsSchema.shape),
  cancellations: ['orderIdPrefix', 'negativeQuantity'],
  statuses: ['placed', 'cancelled', 'refunded', 'notAnOrder'],
};

function issuesIn(issue: z.core.$ZodIssue): InputIssue[] {
  const path = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const known = keysByPath[path] ?? [];
  return issue.keys.map((key) => ({
    path: path === '' ? key : `${path}.${key}`,
    message: `unknown key${didYouMean(key, known) || `; known keys are ${known.join(', ')}`}`,
  }));
}
