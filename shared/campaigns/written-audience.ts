import * as z from 'zod';
import { schemaKeysOf } from '../files/schema-keys.ts';
import { parseYaml } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { isRecord } from '../validation.ts';
import { fileWords } from '../words/file.ts';
import { referencesIn, unknownReferences, withReferencesIn } from './audience-references.ts';
import {
  type Audience,
  audienceSchema,
  onceUnderstood,
  writtenAudienceOrNameSchema,
} from './audience-schema.ts';
import { AudienceFileError, audienceExamples } from './shared-audiences.ts';

/** The conditions of an audience by themselves, without the name that a file gives it. */
export const audienceTextSchema = writtenAudienceOrNameSchema.refine(
  (audience) => Object.keys(audience).length > 0,
  onceUnderstood('give at least one condition'),
);

const keys = schemaKeysOf(audienceTextSchema);

/**
 * Reads the conditions of an audience as YAML.
 *
 * @param known the audiences that it may refer to by name, as they were written
 * @throws AudienceFileError with the line and column of each mistake
 */
export function readAudience(
  text: string,
  known: ReadonlyMap<string, unknown>,
  language: Language = 'en',
): Audience {
  const refuse = (problems: AudienceFileError['problems']) =>
    new AudienceFileError('audience', problems, language);
  const { source, problemsOf } = parseYaml(text, language, refuse);
  const explainer = { language, keys, examples: audienceExamples };
  const whole = fileWords[language].whole.audience;
  const parsed = audienceTextSchema.safeParse(source, { reportInput: true });
  if (!parsed.success) throw refuse(problemsOf(parsed.error.issues, explainer, whole));
  const issues = unknownReferences(referencesIn(source, []), [...known.keys()]);
  if (issues.length > 0) throw refuse(problemsOf(issues, explainer, whole));
  const taken = withReferencesIn(source, (name) => known.get(name));
  return audienceSchema.parse(taken);
}

const namedSchema = z.object({ name: z.string(), is: z.unknown() });
const isNested = (key: string): boolean => ['all', 'any', 'not'].includes(key);

/** The audiences that one refers to, each with its content as it was written; those within others too. */
export function namedIn(source: unknown): readonly (readonly [name: string, content: unknown])[] {
  if (Array.isArray(source)) return source.flatMap(namedIn);
  if (!isRecord(source)) return [];
  return Object.entries(source).flatMap(([key, value]) => {
    if (isNested(key)) return namedIn(value);
    const named = key === 'audience' ? namedSchema.safeParse(value) : undefined;
    return named?.success === true
      ? [[named.data.name, named.data.is] as const, ...namedIn(named.data.is)]
      : [];
  });
}

/** A published audience as a marketer writes it: with the names of others instead of what they contain. */
export function asWritten(source: unknown): unknown {
  if (Array.isArray(source)) return source.map(asWritten);
  if (!isRecord(source)) return source;
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => {
      const named = key === 'audience' ? namedSchema.safeParse(value) : undefined;
      if (named?.success === true) return [key, named.data.name];
      return [key, isNested(key) ? asWritten(value) : value];
    }),
  );
}
