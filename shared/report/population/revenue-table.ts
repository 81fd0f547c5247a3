import type { RevenueFinding } from './revenue-groups.ts';
import { signedPercent } from './sentences.ts';
import type { Speaker } from './speaker.ts';

/** What each group of customers brought, in words: a line for each group and one for all of them. */
export interface RevenueTable {
  /** What the cells say; the name of a line has no heading of its own. */
  readonly columns: readonly string[];
  readonly groups: readonly RevenueLine[];
  readonly total: RevenueLine;
}

export interface RevenueLine {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Writes the table of revenue by groups, for a page and for the console alike. */
export function revenueTableOf({ groups, total }: RevenueFinding, speaker: Speaker): RevenueTable {
  const { words, number, percent, money } = speaker;
  const w = words.revenue;
  const orDash = (share: number | undefined, say: (share: number) => string) =>
    share === undefined ? '–' : say(share);
  const changed = (change: number) => signedPercent(change - 1, speaker);
  return {
    columns: [
      w.customersBefore,
      w.buyersNow,
      w.retained,
      w.revenueBefore,
      w.revenueNow,
      w.shareNow,
      w.change,
    ],
    groups: groups.map(({ group, cell, shareNow, retained, change }) => ({
      name: w.groups[group],
      cells: [
        retained === undefined ? '–' : number(cell.customers),
        number(cell.buyersNow),
        orDash(retained, percent),
        cell.before === 0 ? '–' : money(cell.before),
        money(cell.now),
        percent(shareNow),
        orDash(change, changed),
      ],
    })),
    total: {
      name: w.total,
      cells: [
        number(total.customers),
        number(total.buyersNow),
        orDash(total.retained, percent),
        money(total.before),
        money(total.now),
        total.now > 0 ? percent(1) : '–',
        orDash(total.change, changed),
      ],
    },
  };
}
