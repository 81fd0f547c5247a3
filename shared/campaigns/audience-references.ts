import type { Issue } from '../files/explain-issue.ts';
import { isRecord } from '../validation.ts';

/** Where an audience, as it is written, refers to another by name. */
export interface AudienceReference {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

/** The keys of an audience under which there are others: one, or a list of them. */
const nested: ReadonlySet<string> = new Set(['all', 'any', 'not']);

/** The references in an audience as it is written, which its schema has accepted. */
export function referencesIn(written: unknown, path: readonly PropertyKey[]): readonly AudienceReference[] {
  if (typeof written === 'string') return [{ name: written, path }];
  if (Array.isArray(written)) return written.flatMap((part, place) => referencesIn(part, [...path, place]));
  if (!isRecord(written)) return [];
  return Object.entries(written).flatMap(([key, value]) =>
    key === 'audience' || nested.has(key) ? referencesIn(value, [...path, key]) : [],
  );
}

/** An audience as it is written, with those that it refers to taken in. */
export function withReferencesIn(written: unknown, contentOf: (name: string) => unknown): unknown {
  if (typeof written === 'string') return { audience: { name: written, is: contentOf(written) } };
  if (Array.isArray(written)) return written.map((part) => withReferencesIn(part, contentOf));
  if (!isRecord(written)) return written;
  const entries = Object.entries(written).map(([key, value]) => {
    if (key === 'audience') return [key, { name: value, is: contentOf(String(value)) }];
    return [key, nested.has(key) ? withReferencesIn(value, contentOf) : value];
  });
  return Object.fromEntries(entries);
}

/** What is wrong with references to audiences that nobody has written. */
export const unknownReferences = (
  references: readonly AudienceReference[],
  known: readonly string[],
): readonly Issue[] =>
  references
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }) =>
      known.length === 0
        ? {
            code: 'custom',
            path: [...path],
            message: 'there is no shared audience yet; write this one as NAME.yaml in the folder audiences',
          }
        : {
            code: 'invalid_value',
            values: [...known],
            input: name,
            path: [...path],
            message: 'unknown audience',
          },
    );

/**
 * The reverse of {@link withReferencesIn}, anywhere in a campaign: audiences that were taken in are referred to by name
 * again.
 *
 * @param found gets the content of each by its name
 */
export function withNamesIn(taken: unknown, found: Map<string, unknown>): unknown {
  if (Array.isArray(taken)) return taken.map((part) => withNamesIn(part, found));
  if (!isRecord(taken)) return taken;
  const entries = Object.entries(taken).map(([key, value]) => {
    if (key !== 'audience' || !isRecord(value) || typeof value['name'] !== 'string' || !('is' in value))
      return [key, withNamesIn(value, found)];
    found.set(value['name'], withNamesIn(value['is'], found));
    return [key, value['name']];
  });
  return Object.fromEntries(entries);
}
