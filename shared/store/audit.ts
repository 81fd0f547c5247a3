import type { Instant } from '../calendar.ts';
import type { AuditEntry } from '../console-api/audit.ts';
import type { ControlTable } from './control.ts';

/** Changes are kept for as long as a yearly review needs them. */
const keptForDays = 400;
/** A page is read at once; an entry has a few hundred bytes. */
const pageSize = 100;

/** The audit log, in table Control: kind `audit#` and the month, by time and request. */
export function createAuditStore(control: ControlTable) {
  return {
    /** Writes an entry; a repeat writes the same again. */
    async add(entry: AuditEntry): Promise<void> {
      const expiresAt = Math.floor(Date.parse(entry.at) / 1000) + keptForDays * 86_400;
      await control.put(`audit#${entry.at.slice(0, 7)}`, `${entry.at}#${entry.requestId}`, entry, expiresAt);
    },

    /**
     * Returns the entries from a moment on, oldest first; strongly consistent. The moment is in this month or in the last.
     */
    async since(from: Instant, now: Instant): Promise<readonly AuditEntry[]> {
      const months = [...new Set([from, now].map((moment) => moment.slice(0, 7)))];
      const all = await Promise.all(months.map((month) => control.all<AuditEntry>(`audit#${month}`, from)));
      return all.flat();
    },

    /** Reads the entry of a request; strongly consistent. */
    async find(at: Instant, requestId: string): Promise<AuditEntry | undefined> {
      return control.find<AuditEntry>(`audit#${at.slice(0, 7)}`, `${at}#${requestId}`);
    },

    /**
     * Returns a page of a month's entries, latest first.
     *
     * @param month such as `2026-11`
     * @param cursor the `next` of the page before
     */
    async page(
      month: string,
      cursor?: string,
    ): Promise<{ readonly entries: readonly AuditEntry[]; readonly next?: string }> {
      const { found, ...more } = await control.latest<AuditEntry>(`audit#${month}`, pageSize, cursor);
      return { entries: found, ...more };
    },
  };
}
