import type { Instant } from '../calendar.ts';
import type { CampaignDocument } from '../campaigns/campaign-document.ts';
import type { CampaignId } from '../ids.ts';
import type { ControlTable } from './control.ts';

/** A campaign that somebody is writing in the console. */
export interface Draft extends CampaignDocument {
  readonly id: CampaignId;
  /** The version that it changes; absent for a campaign that is new. */
  readonly basedOn?: number;
  /** Counts up with each change, so that two people do not overwrite each other. */
  readonly revision: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** Campaigns that are being written, in table Control: kind `draft` by the id that they will have. */
export function createDraftStore(control: ControlTable) {
  const kind = 'draft';
  return {
    /** Reads one; strongly consistent. */
    async find(id: CampaignId): Promise<Draft | undefined> {
      return control.find<Draft>(kind, id);
    },

    /** Returns all, in order of id. */
    async all(): Promise<readonly Draft[]> {
      return control.all<Draft>(kind);
    },

    /** Writes one if there is none with this id. Returns false, and writes nothing, when there is. */
    async add(draft: Draft): Promise<boolean> {
      return control.add(kind, draft.id, draft);
    },

    /** Replaces one that is still as it was read. Returns false, and writes nothing, when somebody else changed it. */
    async change(before: Draft, after: Draft): Promise<boolean> {
      return control.change(kind, before.id, before, after);
    },

    /** Deletes one; a repeat finds nothing. */
    async remove(id: CampaignId): Promise<void> {
      await control.remove(kind, id);
    },
  };
}
