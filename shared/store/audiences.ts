import type { Instant } from '../calendar.ts';
import type { ControlTable } from './control.ts';

/** An audience that was saved under a name, to be referred to by it. */
export interface SavedAudience {
  /** By which campaigns and other audiences refer to it; it never changes. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly description?: string;
  /** Its conditions as YAML, with comments. */
  readonly text: string;
  /** Counts up with each change, so that two people do not overwrite each other. */
  readonly revision: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** Audiences with a name, in table Control: kind `audience` by name. */
export function createAudienceStore(control: ControlTable) {
  const kind = 'audience';
  return {
    /** Reads one; strongly consistent. */
    async find(name: string): Promise<SavedAudience | undefined> {
      return control.find<SavedAudience>(kind, name);
    },

    /** Returns all, in order of name. */
    async all(): Promise<readonly SavedAudience[]> {
      return control.all<SavedAudience>(kind);
    },

    /** Writes one if there is none of this name. Returns false, and writes nothing, when there is. */
    async add(audience: SavedAudience): Promise<boolean> {
      return control.add(kind, audience.name, audience);
    },

    /** Replaces one that is still as it was read. Returns false, and writes nothing, when somebody else changed it. */
    async change(before: SavedAudience, after: SavedAudience): Promise<boolean> {
      return control.change(kind, before.name, before, after);
    },

    /** Deletes one that is still as it was read. Returns false, and deletes nothing, when somebody else changed it. */
    async remove(audience: SavedAudience): Promise<boolean> {
      return control.removeUnchanged(kind, audience.name, audience);
    },
  };
}
