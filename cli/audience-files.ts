import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { audienceNameSchema } from '../shared/campaigns/audience-schema.ts';
import {
  type AudienceFile,
  type AudienceLibrary,
  createAudienceLibrary,
} from '../shared/campaigns/shared-audiences.ts';
import { InvalidInputError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import { fileWords } from '../shared/words/file.ts';
import { readText } from './read-text.ts';

/** Where shared audiences are when no other folder is named. */
export const defaultAudienceFolder = join('workflows', 'audiences');

/** The audiences that a campaign file can refer to are in the folder `audiences` beside its own. */
export const audienceFolderFor = (campaignFile: string): string =>
  join(dirname(campaignFile), '..', 'audiences');

const yamlFile = /\.ya?ml$/;

/** The name of the audience in a file. @throws InvalidInputError for a file that cannot be referred to */
export function audienceNameOf(file: string, language: Language): string {
  const name = audienceNameSchema.safeParse(basename(file).replace(yamlFile, ''));
  if (!name.success) throw new InvalidInputError(fileWords[language].notAudienceName, [], file);
  return name.data;
}

/** Opens the audiences of a folder; there are none where there is no such folder. */
export async function openAudiences(folder: string, language: Language): Promise<AudienceLibrary> {
  const files = await yamlFilesIn(folder);
  const read = await Promise.all(
    files.map(async (file): Promise<readonly [string, AudienceFile]> => {
      const path = join(folder, file);
      return [file.replace(yamlFile, ''), { file: path, text: await readText(path, language) }];
    }),
  );
  return createAudienceLibrary(new Map(read), language);
}

/** The names of the campaigns in a folder, without reading them. */
export const campaignNamesIn = async (folder: string): Promise<readonly string[]> =>
  (await yamlFilesIn(folder)).map((file) => file.replace(yamlFile, ''));

async function yamlFilesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries.filter((file) => yamlFile.test(file)).sort();
}
