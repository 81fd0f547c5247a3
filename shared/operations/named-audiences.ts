import { Document, parseDocument } from 'yaml';
import type { Instant } from '../calendar.ts';
import {
  type AudienceFile,
  AudienceFileError,
  type AudienceLibrary,
  createAudienceLibrary,
} from '../campaigns/shared-audiences.ts';
import { readAudience } from '../campaigns/written-audience.ts';
import type { FileProblem } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import type { SavedAudience } from '../store/audiences.ts';
import type { Draft } from '../store/drafts.ts';
import type { Store } from '../store/store.ts';
import { type AudienceUsers, frozenAudiences, gatherAudiences } from './gather-audiences.ts';

/** What somebody says of a named audience. */
export type WrittenNamedAudience = Pick<SavedAudience, 'title' | 'text'> & {
  readonly description?: string | undefined;
};

/** Who saves an audience, and when. */
export interface AudienceWriter {
  readonly by: string;
  readonly at: Instant;
  readonly language: Language;
}

/** What came of saving an audience. */
export type SavedOrNot =
  | { readonly saved: SavedAudience }
  | { readonly problems: readonly FileProblem[] }
  /** Somebody else has saved another revision, or another audience of this name. */
  | { readonly meanwhile: true };

/** Saved audiences as files of shared audiences. */
const audienceFilesOf = (saved: readonly SavedAudience[]): Readonly<Record<string, string>> =>
  Object.fromEntries(saved.map((one) => [one.name, fileTextOf(one)]));

/**
 * The files of the audiences that a draft may refer to by name, beside those that come with Rekindle: a saved one as it is
 * now, and not as it was when the campaign was published.
 */
export const audiencesOfDraft = async (
  store: Pick<Store, 'audiences'>,
  draft: Pick<Draft, 'audiences'>,
): Promise<Readonly<Record<string, string>>> => ({
  ...draft.audiences,
  ...audienceFilesOf(await store.audiences.all()),
});

function fileTextOf({ title, description, text }: WrittenNamedAudience): string {
  const file = new Document({ name: title, ...(description !== undefined && { description }) });
  file.set('audience', parseDocument(text).contents);
  return file.toString({ lineWidth: 0 });
}

/**
 * The audiences that may be referred to by name: those that were saved, and those that published campaigns contain, as the
 * latest of them was published.
 */
async function openLibrary(
  store: Pick<Store, 'campaigns' | 'audiences'>,
  language: Language,
  instead: Readonly<Record<string, string>> = {},
): Promise<AudienceLibrary> {
  const [frozen, saved] = await Promise.all([frozenAudiences(store), store.audiences.all()]);
  const texts = { ...frozen, ...audienceFilesOf(saved), ...instead };
  const files = Object.entries(texts).map(([name, text]): readonly [string, AudienceFile] => [
    name,
    { file: `${name}.yaml`, text },
  ]);
  return createAudienceLibrary(new Map(files), language);
}

/** The content of each audience that may be referred to by name. One that nobody can read any more is left out. */
export async function namedAudiences(
  store: Pick<Store, 'campaigns' | 'audiences'>,
): Promise<ReadonlyMap<string, unknown>> {
  const library = await openLibrary(store, 'en');
  return new Map(
    library.names.flatMap((name) => {
      const source = orUnreadable(() => library.read(name).source);
      return source === undefined ? [] : [[name, source] as const];
    }),
  );
}

function orUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AudienceFileError) return undefined;
    throw error;
  }
}

/**
 * Saves an audience under a name. Campaigns keep what it said when they were published; those that are published from now
 * on take what it says now.
 *
 * @param revision the one that was changed; 0 for a new audience
 */
export async function saveAudience(
  store: Pick<Store, 'campaigns' | 'audiences'>,
  name: string,
  { revision, title, description, text }: WrittenNamedAudience & { readonly revision: number },
  { by, at, language }: AudienceWriter,
): Promise<SavedOrNot> {
  const written = { title, text, ...(description !== undefined && { description }) };
  const problems = await problemsIn(store, name, written, language);
  if (problems.length > 0) return { problems };
  const saved = { ...written, name, revision: revision + 1, savedAt: at, savedBy: by };
  if (revision === 0) return (await store.audiences.add(saved)) ? { saved } : { meanwhile: true };
  const before = await store.audiences.find(name);
  const isAsSeen = before?.revision === revision && (await store.audiences.change(before, saved));
  return isAsSeen ? { saved } : { meanwhile: true };
}

/** What is wrong with conditions, by their own lines; or that audiences would contain each other. */
async function problemsIn(
  store: Pick<Store, 'campaigns' | 'audiences'>,
  name: string,
  written: WrittenNamedAudience,
  language: Language,
): Promise<readonly FileProblem[]> {
  const known = new Map(await namedAudiences(store));
  try {
    readAudience(written.text, known, language);
    (await openLibrary(store, language, { [name]: fileTextOf(written) })).read(name);
    return [];
  } catch (error) {
    if (error instanceof AudienceFileError) return error.problems;
    throw error;
  }
}

/**
 * Deletes a saved audience that nothing refers to.
 *
 * @returns what refers to it, where it stays; `meanwhile` when somebody else has changed it
 */
export async function removeAudience(
  store: Pick<Store, 'campaigns' | 'audiences' | 'drafts'>,
  name: string,
  revision: number,
): Promise<{ readonly removed: true } | { readonly usedBy: AudienceUsers } | { readonly meanwhile: true }> {
  const saved = await store.audiences.find(name);
  if (saved === undefined) return { removed: true };
  if (saved.revision !== revision) return { meanwhile: true };
  const { named } = await gatherAudiences(store);
  const usedBy = named.find((one) => one.name === name)?.usedBy;
  if (usedBy !== undefined && Object.values(usedBy).some((users) => users.length > 0)) return { usedBy };
  return (await store.audiences.remove(saved)) ? { removed: true } : { meanwhile: true };
}
