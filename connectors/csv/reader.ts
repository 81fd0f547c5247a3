import { instant } from '../../shared/calendar.ts';
import { type CustomerId, customerIdSchema, orderIdSchema } from '../../shared/ids.ts';
import { type ActivityRules, activityOf } from './activity.ts';
import { createAmountReader } from './amount.ts';
import { checkFile } from './check-file.ts';
import { type ColumnPositions, locateColumns, neededWidth } from './columns.ts';
import { withRightMark } from './decimal-marks.ts';
import { createGroup, type Group, type GroupState, OrderWindow } from './group.ts';
import {
  customerIdOf,
  fieldOf,
  isShortened,
  kindOf,
  type LineKind,
  orderIdOf,
  type ReadableRow,
  readLine,
} from './line.ts';
import { takeOrderAmounts } from './order-amounts.ts';
import { takeOrderTime } from './order-time.ts';
import type { CustomerActivity, ReadOptions } from './read-options.ts';
import { badId, type Refusal, type Rejection, rejectionOf, shortenedId } from './rejection.ts';
import type { BrokenRow, Row } from './rows.ts';
import type { Tally } from './tally.ts';
import { createTimeReader, type TimeReader } from './time.ts';

const defaultWindowRows = 50_000;
const maxLinesInOrder = 2_000;

/** Reads the activity in a file once, and keeps a tally of what it finds. */
export class ActivityReader {
  readonly #options: ReadOptions;
  readonly #tally: Tally;
  readonly #rules: ActivityRules & { readonly readTime: TimeReader };
  readonly #columns: ColumnPositions;
  readonly #neededWidth: number;
  readonly #windowRows: number;
  readonly #window: OrderWindow;
  readonly #customers = new Map<string, CustomerId>();
  #unreported: Rejection[] = [];

  /** @throws InvalidInputError when the mapping does not match the file or the shop */
  constructor(options: ReadOptions, tally: Tally) {
    const { table, mapping, settings } = options;
    this.#options = options;
    this.#tally = tally;
    this.#rules = {
      mapping,
      shopCurrency: settings.currency,
      fileCurrency: mapping.currency ?? settings.currency,
      ...(options.observedAt !== undefined && { observedAt: options.observedAt }),
      receivedAt: options.receivedAt ?? instant('2199-12-30T00:00:00Z'),
      timeZone: settings.timeZone,
      readTime: createTimeReader(mapping.placedAtFormat, mapping.timeZone ?? settings.timeZone),
      inventAddresses: options.inventAddresses ?? false,
      readAmount: createAmountReader(mapping.decimalMark ?? '.', settings.currency),
    };
    this.#columns = locateColumns(mapping, table.columns, table.name);
    this.#neededWidth = neededWidth(this.#columns);
    checkFile(this.#rules, this.#columns, table.name);
    this.#windowRows = options.windowRows ?? defaultWindowRows;
    this.#window = new OrderWindow(this.#windowRows);
  }

  /** The orders and refunds of the file, each once it is complete. */
  async *read(): AsyncGenerator<CustomerActivity> {
    for await (const rows of withRightMark(this.#options.table, this.#columns, this.#rules)) {
      for (const row of rows) {
        this.#tally.rows++;
        const complete = this.#window.takeComplete(this.#tally.rows);
        if (complete.length > 0) yield* this.#finish(complete);
        const refusal = this.#takeRow(row);
        if (refusal !== undefined) this.#reject(row, refusal);
      }
      await this.#report();
    }
    yield* this.#finish(this.#window.takeRest());
    await this.#report();
  }

  *#finish(groups: readonly Group[]): Generator<CustomerActivity> {
    for (const group of groups) {
      if (group.lines.length + group.spare.length === 0) continue;
      const outcome = activityOf(group, this.#rules);
      if ('refusal' in outcome || !outcome.usesSpare) this.#rejectSpare(group);
      if ('refusal' in outcome) {
        for (const { row } of group.lines) this.#reject(row, outcome.refusal);
        continue;
      }
      this.#tally.countActivity(group, outcome);
      yield { customerId: group.customerId, activity: outcome.activity };
    }
  }

  /** Adds a row to its order, or returns why it was refused. */
  #takeRow(row: Row): Refusal | undefined {
    if ('problem' in row) return row.short === undefined ? this.#takeBroken(row) : this.#takeShort(row);
    const orderId = orderIdOf(row, this.#columns);
    const kind = kindOf(row, orderId, this.#columns, this.#rules.mapping);
    this.#tally.countRow(orderId, kind);
    const ownCustomer = customerIdOf(row, this.#columns);
    if (isShortened(orderId)) return shortenedId(orderId);
    if (isShortened(ownCustomer)) return shortenedId(ownCustomer);
    const key = `${kind} ${orderId}`;
    const known = this.#window.stateOf(key);
    const customerText = ownCustomer || this.#customerSoFar(known, kind, orderId);
    const customerId = this.#customerId(customerText);
    if (customerId !== undefined) this.#tally.customers.add(customerId);
    if (known?.state === 'done') return this.#notSorted(orderId);
    if (known?.state === 'refused') return known.refusal;
    if (customerText === '') return this.#takeAnonymous();
    if (customerId === undefined) return badId('customer', customerText);
    if (known !== undefined) return this.#takeLine(row, key, known.group, customerId);
    if (!orderIdSchema.safeParse(orderId).success) return badId('order', orderId);
    return this.#takeLine(row, key, createGroup(kind, orderId, customerId, row), customerId);
  }

  /** A row may lack fields at its end: exports leave out empty ones. Those that an order needs must be there. */
  #takeShort(row: BrokenRow): Refusal | undefined {
    const { short = [], line, raw } = row;
    if (short.length < this.#neededWidth) return this.#takeBroken(row);
    const missing = this.#options.table.columns.length - short.length;
    return this.#takeRow({ line, raw, fields: [...short, ...Array<string>(missing).fill('')] });
  }

  #takeLine(row: ReadableRow, key: string, group: Group, customerId: CustomerId): Refusal | undefined {
    this.#window.touch(key, group, this.#tally.rows);
    if (customerId !== group.customerId) {
      const reason = `line ${group.firstLine} of the same order has customer ${group.customerId}, this one has ${customerId}`;
      return this.#refuseOrder(key, row, { code: 'other-customer', reason });
    }
    for (const { field, index } of this.#columns.orderFields) {
      const text = fieldOf(row, index);
      if (text !== '') group.details[field] ??= text;
    }
    const twoAmounts = takeOrderAmounts(row, group, this.#columns.orderAmounts, this.#rules);
    if (twoAmounts !== undefined) return this.#refuseOrder(key, row, twoAmounts);
    const timeProblem = takeOrderTime(row, group, this.#columns, this.#rules);
    if (timeProblem !== undefined) return this.#refuseOrder(key, row, timeProblem);
    const reading = readLine(row, group.kind, this.#columns, this.#rules);
    if ('refusal' in reading) {
      if (reading.isFatal) return this.#refuseOrder(key, row, reading.refusal);
      const { refusal, spare } = reading;
      if (group.spare.length === maxLinesInOrder) return refusal;
      group.spare.push({ row, refusal, ...(spare !== undefined && { line: spare }) });
      return undefined;
    }
    if (group.lines.length === maxLinesInOrder) {
      return this.#refuseOrder(key, row, {
        code: 'too-many-lines',
        reason: 'an order can have at most 2,000 lines',
      });
    }
    group.lines.push(reading.line);
    return undefined;
  }

  #takeAnonymous(): Refusal | undefined {
    this.#tally.rowsWithoutCustomer++;
    return this.#options.rejectAnonymous
      ? { code: 'no-customer', reason: 'the row has no customer' }
      : undefined;
  }

  /** The order of a row with broken quotes can usually still be recognised, and is incomplete without that row. */
  #takeBroken(row: BrokenRow): Refusal {
    const refusal: Refusal = { code: 'broken-row', reason: row.problem };
    const fields = row.raw.split(this.#options.table.delimiter).map((field) => field.replaceAll('"', ''));
    const guess = { ...row, fields };
    const orderId = orderIdOf(guess, this.#columns);
    const key = `${kindOf(guess, orderId, this.#columns, this.#rules.mapping)} ${orderId}`;
    if (orderId === '' || this.#window.stateOf(key)?.state === 'done') return refusal;
    return this.#refuseOrder(key, row, refusal);
  }

  /**
   * Half an order is worse than none: its total would be too low, and it would replace a complete one that is stored.
   * So a line that cannot be read rejects its whole order.
   */
  #refuseOrder(key: string, row: Row, refusal: Refusal): Refusal {
    const reason = `line ${row.line} of the same order was refused: ${refusal.reason}`;
    const others: Refusal = { code: 'order-refused', reason };
    const group = this.#window.refuse(key, others);
    if (group === undefined) return refusal;
    this.#rejectSpare(group);
    for (const line of group.lines) this.#reject(line.row, others);
    return refusal;
  }

  #rejectSpare({ spare }: Group): void {
    for (const { row, refusal } of spare) this.#reject(row, refusal);
  }

  /** The customer of a row without one: that of the lines before it, or for a refund, of the order with its id. */
  #customerSoFar(known: GroupState | undefined, kind: LineKind, orderId: string): string {
    const mayInherit = this.#rules.mapping.orderColumns === 'first-line';
    if (known?.state === 'open' && (mayInherit || kind === 'refund')) return known.group.customerId;
    const order = kind === 'refund' ? this.#window.stateOf(`order ${orderId}`) : undefined;
    return order?.state === 'open' ? order.group.customerId : '';
  }

  #customerId(text: string): CustomerId | undefined {
    if (text === '') return undefined;
    const seen = this.#customers.get(text);
    if (seen !== undefined) return seen;
    const parsed = customerIdSchema.safeParse(copyOf(text));
    if (!parsed.success) return undefined;
    this.#customers.set(parsed.data, parsed.data);
    return parsed.data;
  }

  #notSorted(orderId: string): Refusal {
    const rows = this.#windowRows.toLocaleString('en');
    const reason = `order ${orderId} had no line for ${rows} rows and was considered complete; sort the file by order`;
    return { code: 'not-sorted', reason };
  }

  #reject(row: Pick<Row, 'line' | 'raw'>, refusal: Refusal): void {
    this.#tally.countRejection(refusal.code);
    if (this.#options.onRejected !== undefined) this.#unreported.push(rejectionOf(row, refusal));
  }

  async #report(): Promise<void> {
    const rejections = this.#unreported;
    this.#unreported = [];
    for (const rejection of rejections) await this.#options.onRejected?.(rejection);
  }
}

/** A copy, because a substring keeps the whole text in memory. */
const copyOf = (text: string): string => Buffer.from(text).toString();
