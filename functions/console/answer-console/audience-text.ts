import type { Audience } from '../../../shared/campaigns/audience-schema.ts';
import { AudienceFileError } from '../../../shared/campaigns/shared-audiences.ts';
import { readAudience } from '../../../shared/campaigns/written-audience.ts';
import type { FileProblem } from '../../../shared/files/yaml-file.ts';
import type { Language } from '../../../shared/language.ts';
import { namedAudiences } from '../../../shared/operations/named-audiences.ts';
import { store } from '../../toolkit/store.ts';

/** What is wrong with a text, as the console shows it. */
export const problemsAnswer = (problems: readonly FileProblem[]) =>
  problems.map(({ line, column, message }) => ({ line, column, message }));

/** Conditions as they were read, or what is wrong with them. */
export type ReadText = { readonly is: Audience } | { readonly problems: ReturnType<typeof problemsAnswer> };

/** Reads conditions that somebody wrote on a screen. An empty text is everybody. */
export async function readText(text: string, language: Language): Promise<ReadText> {
  if (text.trim() === '') return { is: {} };
  try {
    return { is: readAudience(text, await namedAudiences(store), language) };
  } catch (error) {
    if (error instanceof AudienceFileError) return { problems: problemsAnswer(error.problems) };
    throw error;
  }
}
