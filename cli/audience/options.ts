import type { AdNetwork } from '../../connectors/ad-audiences/formats.ts';
import type { PlainDate } from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import type { Store } from '../../shared/store/store.ts';
import { openExistingTarget } from '../target.ts';

/** What the commands about audiences are given. */
export interface AudienceOptions {
  readonly directory: string;
  readonly lang: Language;
  /** The folder of shared audiences. */
  readonly audiences: string;
  readonly asOf?: PlainDate;
}

/** What a list of members is given besides. */
export interface ListOptions extends AudienceOptions {
  readonly csv?: string;
  readonly for?: AdNetwork;
}

/** Works on the tables of a folder, and closes them whatever happens. */
export async function withStore<T>(
  { directory, lang }: Pick<AudienceOptions, 'directory' | 'lang'>,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const target = await openExistingTarget(directory, lang);
  try {
    return await work(target.store);
  } finally {
    await target.close();
  }
}

/** Prints a line. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
