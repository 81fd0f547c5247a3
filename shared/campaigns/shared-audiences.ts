import * as z from 'zod';
import type { Examples } from '../files/explain-issue.ts';
import { schemaKeysOf } from '../files/schema-keys.ts';
import { type FileProblem, parseYaml, YamlFileError } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';
import { referencesIn, unknownReferences, withReferencesIn } from './audience-references.ts';
import {
  type Audience,
  audienceSchema,
  onceUnderstood,
  writtenAudienceOrNameSchema,
} from './audience-schema.ts';
import { conditionNames, conditions } from './conditions/conditions.ts';

/** A shared audience as a marketer writes it. The file name is the name by which others refer to it. */
export const audienceFileSchema = z
  .strictObject({
    name: z.string().min(1).max(100).describe('The name that people see.'),
    description: z.string().max(1000).optional().describe('Who this is. Only colleagues read it.'),
    audience: writtenAudienceOrNameSchema
      .refine((audience) => Object.keys(audience).length > 0, onceUnderstood('give at least one condition'))
      .describe('Customers who meet all of these conditions.'),
  })
  .meta({
    title: 'Rekindle audience',
    description: 'Customers who meet conditions. Campaigns and other audiences refer to it by the file name.',
  });

/** The values that conditions have, for messages about one that cannot be used. */
export const audienceExamples: Examples = {
  ...Object.fromEntries(conditionNames.map((name) => [name, conditions[name].example])),
  audience: '{ lifecycle: [silent] }',
  all: '[{ tier: [gold] }, { orders: { atLeast: 2 } }]',
  any: '[{ tier: [gold] }, { audience: valuable }]',
  not: '{ openComplaints: { atLeast: 1 } }',
  include: '[loyal]',
  exclude: '[dissatisfied]',
  recency: '{ atLeast: 4 }',
  frequency: '{ atLeast: 4 }',
  monetary: '{ atLeast: 4 }',
  money: 'high',
  authority: '[high, unknown]',
  need: 'high',
  email: 'given',
  phone: 'given',
  product: '[pot-blue]',
  category: '[tea]',
  campaign: '[win-back]',
  within: '30d',
  inMonths: '12',
  atLeast: '2',
  atMost: '5',
};

/** An audience file cannot be used. The message lists every problem as `file:line:column  message`. */
export class AudienceFileError extends YamlFileError {
  override readonly name = 'AudienceFileError';

  constructor(file: string, problems: readonly FileProblem[], language: Language = 'en') {
    super(fileWords[language].audience, file, problems);
  }
}

/** The content of an audience file, and what the file is called in messages. */
export interface AudienceFile {
  readonly file: string;
  readonly text: string;
}

/** An audience that campaigns and other audiences refer to by its name. */
export interface SharedAudience {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly audience: Audience;
  /** The audience before parsing, with those that it refers to taken in. */
  readonly source: unknown;
}

/** All audiences that can be referred to. */
export interface AudienceLibrary {
  readonly names: readonly string[];
  /**
   * Reads one of them.
   *
   * @throws AudienceFileError with the line and column of each mistake, also one in an audience that it refers to, and
   *   when audiences contain each other
   */
  read(name: string): SharedAudience;
}

export const noAudiences: AudienceLibrary = createAudienceLibrary(new Map());

const keys = schemaKeysOf(audienceFileSchema);

/**
 * Makes a library of audience files. They are read when they are asked for, so a mistake in one does not keep others from
 * being used.
 *
 * @param files by the name of the audience
 * @param language the language of error messages
 */
export function createAudienceLibrary(
  files: ReadonlyMap<string, AudienceFile>,
  language: Language = 'en',
): AudienceLibrary {
  const names = [...files.keys()].sort();
  const known = new Map<string, SharedAudience>();

  /** @param trail the audiences that are being read, each of which refers to the next */
  function read(name: string, trail: readonly string[]): SharedAudience {
    const before = known.get(name);
    if (before !== undefined) return before;
    const { file, text } = files.get(name) ?? { file: `${name}.yaml`, text: '' };
    const refuse = (problems: readonly FileProblem[]) => new AudienceFileError(file, problems, language);
    const { source, problemsOf } = parseYaml(text, language, refuse);
    const parsed = audienceFileSchema.safeParse(source, { reportInput: true });
    const explainer = { language, keys, examples: audienceExamples };
    const whole = fileWords[language].whole.audience;
    if (!parsed.success) throw refuse(problemsOf(parsed.error.issues, explainer, whole));
    const written = z.object({ audience: z.unknown() }).parse(source).audience;
    const references = referencesIn(written, ['audience']);
    const here = [...trail, name];
    const circles = references
      .filter((reference) => here.includes(reference.name))
      .map((reference) => ({
        code: 'custom' as const,
        path: [...reference.path],
        message: `these audiences contain each other: ${circleOf(here, reference.name)}`,
      }));
    const issues = [...unknownReferences(references, names), ...circles];
    if (issues.length > 0) throw refuse(problemsOf(issues, explainer, whole));
    const taken = withReferencesIn(written, (other) => read(other, here).source);
    const shared = {
      name,
      title: parsed.data.name,
      audience: audienceSchema.parse(taken),
      source: taken,
    };
    known.set(name, shared);
    return shared;
  }

  return { names, read: (name) => read(name, []) };
}

const circleOf = (trail: readonly string[], name: string): string =>
  [...trail.slice(trail.indexOf(name)), name].join(' → ');
