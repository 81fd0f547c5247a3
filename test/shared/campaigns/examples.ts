import { readdir, readFile } from 'node:fs/promises';
import { createAudienceLibrary } from '../../../shared/campaigns/shared-audiences.ts';

const folder = new URL('../../../workflows/audiences/', import.meta.url);

/** The audience files that come with Rekindle, by name. */
export async function exampleAudienceFiles() {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml'));
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  return new Map(files.map((file, place) => [file.replace('.yaml', ''), { file, text: texts[place] ?? '' }]));
}

/** The shared audiences that come with Rekindle. */
export const exampleAudiences = async () => createAudienceLibrary(await exampleAudienceFiles());
