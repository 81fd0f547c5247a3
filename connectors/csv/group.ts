import type { Instant } from '../../shared/calendar.ts';
import type { CustomerId } from '../../shared/ids.ts';
import type { Line, LineKind, ReadableRow } from './line.ts';
import type { OrderField } from './mapping.ts';
import type { Refusal } from './rejection.ts';

/** An order or credit note of which lines are still coming. */
export interface Group {
  readonly kind: LineKind;
  readonly orderId: string;
  readonly customerId: CustomerId;
  /** What stands once for the order, as it is first told. */
  readonly told: Partial<Record<OrderField, string>>;
  readonly lines: Line[];
  /** The earliest of its lines; absent until one names a time. */
  placedAt: Instant | undefined;
  readonly firstLine: number;
  lastRowNumber: number;
}

export const newGroup = (
  kind: LineKind,
  orderId: string,
  customerId: CustomerId,
  row: ReadableRow,
): Group => ({
  kind,
  orderId,
  customerId,
  told: {},
  lines: [],
  placedAt: undefined,
  firstLine: row.line,
  lastRowNumber: 0,
});

/** What came of an id: lines are still coming, were refused, or are complete. */
export type GroupState =
  | { readonly state: 'open'; readonly group: Group }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'done' };

/**
 * Orders that are open while their lines come, over a window of rows: one that has had no line for `rows` rows counts
 * as complete. So memory holds the lines of one window, and of all that went before only the ids.
 */
export class OrderWindow {
  readonly #rows: number;
  // Least recently touched first, because a Map keeps the order of insertion.
  readonly #open = new Map<string, Group>();
  readonly #closed = new Map<string, Refusal | 'done'>();
  #nothingCompleteBefore = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  standing(key: string): GroupState | undefined {
    const group = this.#open.get(key);
    if (group !== undefined) return { state: 'open', group };
    const closed = this.#closed.get(key);
    if (closed === undefined) return undefined;
    return closed === 'done' ? { state: 'done' } : { state: 'refused', refusal: closed };
  }

  /** Opens a group, or notes that it has just had another line. */
  touch(key: string, group: Group, rowNumber: number): void {
    if (group.lastRowNumber !== rowNumber - 1) this.#open.delete(key);
    group.lastRowNumber = rowNumber;
    this.#open.set(key, group);
  }

  /** Gives an order up; its further lines are refused for the same reason. Gives back the lines it had. */
  refuse(key: string, refusal: Refusal): readonly Line[] {
    const lines = this.#open.get(key)?.lines ?? [];
    this.#open.delete(key);
    this.#closed.set(key, refusal);
    return lines;
  }

  /** Takes out the groups that are complete when row `rowNumber` comes. */
  takeComplete(rowNumber: number): readonly Group[] {
    if (rowNumber <= this.#nothingCompleteBefore) return [];
    const complete: Group[] = [];
    this.#nothingCompleteBefore = rowNumber + this.#rows;
    for (const [key, group] of this.#open) {
      if (group.lastRowNumber >= rowNumber - this.#rows) {
        this.#nothingCompleteBefore = group.lastRowNumber + this.#rows;
        break;
      }
      this.#open.delete(key);
      this.#closed.set(key, 'done');
      complete.push(group);
    }
    return complete;
  }

  /** Takes out all that is left at the end of the file. */
  takeRest(): readonly Group[] {
    return this.takeComplete(Number.POSITIVE_INFINITY);
  }
}
