import type { Instant } from '../calendar.ts';
import type { ControlTable } from './control.ts';

/** Something that one holder at a time may do, until a moment. */
export interface Lease {
  /** The attempt that holds it, by a name that no other has. */
  readonly by: string;
  readonly until: Instant;
}

const kind = 'lease';

/** Leases, in table Control: kind `lease` by what they are for. One that has run out is anybody's. */
export function createLeaseStore(control: ControlTable) {
  return {
    /** Takes a lease. Returns false, and changes nothing, while another attempt holds it. */
    async take(what: string, lease: Lease, now: Instant): Promise<boolean> {
      if (await control.add(kind, what, lease)) return true;
      const held = await control.find<Lease>(kind, what);
      if (held === undefined || held.until > now) return false;
      return control.change(kind, what, held, lease);
    },

    /** Gives a lease back, unless another attempt has it by now. */
    async free(what: string, lease: Lease): Promise<void> {
      await control.removeUnchanged(kind, what, lease);
    },
  };
}
