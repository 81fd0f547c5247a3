import type { CustomerId } from '../../shared/ids.ts';
import type { AmountText } from './amounts.ts';
import type { Line, LineKind, ReadableRow } from './line.ts';
import type { OrderDetails } from './mapping.ts';
import type { Refusal } from './rejection.ts';
import type { StatedTime } from './time.ts';

/** An order or credit note with the lines read so far. */
export interface Group {
  readonly kind: LineKind;
  readonly orderId: string;
  readonly customerId: CustomerId;
  /** For each field of the order as a whole, the first value found on its lines. */
  readonly details: OrderDetails;
  /** The amounts of the order as a whole, by the index of their column. */
  readonly amountTexts: Map<number, AmountText>;
  readonly lines: Line[];
  /** Rows that sell or earn nothing; their lines count if the order was paid for all the same. */
  readonly spare: SpareRow[];
  /** The earliest time on its lines; absent until a line has a time. */
  placed: StatedTime | undefined;
  readonly firstLine: number;
  lastRowNumber: number;
}

/** A row that is refused once the order is complete, unless its line is needed. */
export interface SpareRow {
  readonly row: ReadableRow;
  readonly refusal: Refusal;
  readonly line?: Line;
}

/** A group without lines that begins at `row`. */
export const createGroup = (
  kind: LineKind,
  orderId: string,
  customerId: CustomerId,
  row: ReadableRow,
): Group => ({
  kind,
  orderId,
  customerId,
  details: {},
  amountTexts: new Map(),
  lines: [],
  spare: [],
  placed: undefined,
  firstLine: row.line,
  lastRowNumber: 0,
});

/** How far an order is: still getting lines, refused as a whole, or complete. */
export type GroupState =
  | { readonly state: 'open'; readonly group: Group }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'done' };

/**
 * The orders that are still getting lines. An order without a new line for `rows` rows counts as complete, so memory
 * holds the lines of one window, and only the ids of earlier orders.
 */
export class OrderWindow {
  readonly #rows: number;
  // Least recently touched first, because a Map keeps insertion order.
  readonly #open = new Map<string, Group>();
  readonly #closed = new Map<string, Refusal | 'done'>();
  #nothingCompleteBefore = 0;

  constructor(rows: number) {
    this.#rows = rows;
  }

  /** The state of an order; `undefined` when it has had no line so far. */
  stateOf(key: string): GroupState | undefined {
    const group = this.#open.get(key);
    if (group !== undefined) return { state: 'open', group };
    const closed = this.#closed.get(key);
    if (closed === undefined) return undefined;
    return closed === 'done' ? { state: 'done' } : { state: 'refused', refusal: closed };
  }

  /** Opens a group, or records that it just got another line. */
  touch(key: string, group: Group, rowNumber: number): void {
    if (group.lastRowNumber !== rowNumber - 1) this.#open.delete(key);
    group.lastRowNumber = rowNumber;
    this.#open.set(key, group);
  }

  /** Refuses a whole order; later lines of it are refused for the same reason. Returns what it had so far. */
  refuse(key: string, refusal: Refusal): Group | undefined {
    const group = this.#open.get(key);
    this.#open.delete(key);
    this.#closed.set(key, refusal);
    return group;
  }

  /** Removes and returns the groups that are complete when row `rowNumber` arrives. */
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

  /** Removes and returns all remaining groups, at the end of the file. */
  takeRest(): readonly Group[] {
    return this.takeComplete(Number.POSITIVE_INFINITY);
  }
}
