import { instant } from '../../shared/calendar.ts';
import { type CustomerId, customerIdSchema, orderIdSchema } from '../../shared/ids.ts';
import { type ActivityRules, activityOf } from './activity.ts';
import { checkFile } from './check-file.ts';
import { type ColumnPositions, locateColumns } from './columns.ts';
import { type Group, type GroupState, newGroup, OrderWindow } from './group.ts';
import { customerIdOf, kindOf, orderIdOf, type ReadableRow, readLine } from './line.ts';
import type { CustomerActivity, ReadOptions } from './read-options.ts';
import { type Refusal, type Rejection, rejected } from './rejection.ts';
import type { Row } from './rows.ts';
import type { Tally } from './tally.ts';
import { createTimeReader, type TimeReader } from './time.ts';

const defaultWindowRows = 50_000;
const maxLinesInOrder = 2_000;

/** Reads the activity in a file once, and counts into a tally what it saw. */
export class ActivityReader {
  readonly #options: ReadOptions;
  readonly #tally: Tally;
  readonly #rules: ActivityRules;
  readonly #binding: ColumnPositions;
  readonly #readTime: TimeReader;
  readonly #windowRows: number;
  readonly #window: OrderWindow;
  readonly #customers = new Map<string, CustomerId>();
  #unreported: Rejection[] = [];

  /** @throws InvalidInputError when the mapping does not fit the file or the shop */
  constructor(options: ReadOptions, tally: Tally) {
    const { table, mapping, settings } = options;
    this.#options = options;
    this.#tally = tally;
    this.#rules = {
      mapping,
      shopCurrency: settings.currency,
      fileCurrency: mapping.currency ?? settings.currency,
      receivedAt: options.receivedAt ?? instant('2199-12-30T00:00:00Z'),
      inventAddresses: options.inventAddresses ?? false,
    };
    this.#binding = locateColumns(mapping, table.columns, table.name);
    checkFile(this.#rules, this.#binding, table.name);
    this.#readTime = createTimeReader(mapping.placedAtFormat, mapping.timeZone ?? settings.timeZone);
    this.#windowRows = options.windowRows ?? defaultWindowRows;
    this.#window = new OrderWindow(this.#windowRows);
  }

  async *read(): AsyncGenerator<CustomerActivity> {
    for await (const rows of this.#options.table.rows) {
      for (const row of rows) {
        this.#tally.rows++;
        yield* this.#finish(this.#window.takeComplete(this.#tally.rows));
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
      if (group.lines.length === 0) continue;
      const outcome = activityOf(group, this.#rules);
      if ('refusal' in outcome) {
        for (const { row } of group.lines) this.#reject(row, outcome.refusal);
        continue;
      }
      this.#tally.take(group, outcome);
      yield { customerId: group.customerId, activity: outcome.activity };
    }
  }

  /** Adds a row to its order, or says why not. */
  #takeRow(row: Row): Refusal | undefined {
    if ('problem' in row) return this.#takeBroken(row);
    const orderId = orderIdOf(row, this.#binding);
    const kind = kindOf(row, orderId, this.#binding, this.#rules.mapping);
    this.#tally.see(orderId, kind);
    const key = `${kind} ${orderId}`;
    const standing = this.#window.standing(key);
    const customerText = customerIdOf(row, this.#binding) || this.#customerSoFar(standing);
    const customerId = this.#customerId(customerText);
    if (customerId !== undefined) this.#tally.customers.add(customerId);
    if (standing?.state === 'done') return this.#notSorted(orderId);
    if (standing?.state === 'refused') return standing.refusal;
    if (customerText === '') return this.#takeAnonymous();
    if (customerId === undefined) return badId('customer', customerText);
    if (standing !== undefined) return this.#takeLine(row, key, standing.group, customerId);
    if (!orderIdSchema.safeParse(orderId).success) return badId('order', orderId);
    return this.#takeLine(row, key, newGroup(kind, orderId, customerId, row), customerId);
  }

  #takeLine(row: ReadableRow, key: string, group: Group, customerId: CustomerId): Refusal | undefined {
    this.#window.touch(key, group, this.#tally.rows);
    if (customerId !== group.customerId) {
      const reason = `line ${group.firstLine} of the same order is of customer ${group.customerId}, this one of ${customerId}`;
      return this.#refuseOrder(key, row, { code: 'other-customer', reason });
    }
    for (const { field, index } of this.#binding.orderFields) {
      const text = row.fields[index]?.trim();
      if (text) group.told[field] ??= text;
    }
    const timeProblem = this.#takeTime(row, group);
    if (timeProblem !== undefined) return this.#refuseOrder(key, row, timeProblem);
    const reading = readLine(row, group.kind, this.#binding, this.#rules.mapping.decimalMark);
    if ('refusal' in reading) {
      return reading.fatal ? this.#refuseOrder(key, row, reading.refusal) : reading.refusal;
    }
    if (group.lines.length === maxLinesInOrder) {
      return this.#refuseOrder(key, row, {
        code: 'too-many-lines',
        reason: 'an order has at most 2,000 lines',
      });
    }
    group.lines.push(reading.line);
    return undefined;
  }

  /** An order is as old as its oldest line. Gives what is wrong with the time, if anything is. */
  #takeTime(row: ReadableRow, group: Group): Refusal | undefined {
    const text = row.fields[this.#binding.placedAt] ?? '';
    const { orderColumns, placedAtFormat } = this.#rules.mapping;
    if (text.trim() === '' && orderColumns === 'first-line' && group.placedAt !== undefined) return undefined;
    const at = this.#readTime(text);
    if (at === undefined) {
      const reason = `"${text}" is no time as "${placedAtFormat}" says; set placedAtFormat in the mapping`;
      return { code: 'bad-time', reason };
    }
    if (group.placedAt === undefined || at < group.placedAt) group.placedAt = at;
    return undefined;
  }

  #takeAnonymous(): Refusal | undefined {
    this.#tally.rowsWithoutCustomer++;
    return this.#options.rejectAnonymous
      ? { code: 'no-customer', reason: 'the line names no customer' }
      : undefined;
  }

  /** A row whose quotes are broken still mostly shows which order it belongs to, and that order is incomplete now. */
  #takeBroken(row: Extract<Row, { problem: string }>): Refusal {
    const refusal: Refusal = { code: 'broken-row', reason: row.problem };
    const fields = row.raw.split(this.#options.table.delimiter).map((field) => field.replaceAll('"', ''));
    const guess = { ...row, fields };
    const orderId = orderIdOf(guess, this.#binding);
    const key = `${kindOf(guess, orderId, this.#binding, this.#rules.mapping)} ${orderId}`;
    if (orderId === '' || this.#window.standing(key)?.state === 'done') return refusal;
    return this.#refuseOrder(key, row, refusal);
  }

  /**
   * Half an order is worse than none: its total would be too low, and the whole one, sent later, would be dated alike
   * and might not replace it. So a line that cannot be read costs its order.
   */
  #refuseOrder(key: string, row: Row, refusal: Refusal): Refusal {
    const reason = `line ${row.line} of the same order was refused: ${refusal.reason}`;
    const others: Refusal = { code: 'order-refused', reason };
    for (const line of this.#window.refuse(key, others)) this.#reject(line.row, others);
    return refusal;
  }

  #customerSoFar(standing: GroupState | undefined): string {
    const mayInherit = this.#rules.mapping.orderColumns === 'first-line';
    return mayInherit && standing?.state === 'open' ? standing.group.customerId : '';
  }

  #customerId(text: string): CustomerId | undefined {
    const known = this.#customers.get(text);
    if (known !== undefined) return known;
    const parsed = customerIdSchema.safeParse(detached(text));
    if (!parsed.success) return undefined;
    this.#customers.set(parsed.data, parsed.data);
    return parsed.data;
  }

  #notSorted(orderId: string): Refusal {
    const rows = this.#windowRows.toLocaleString('en');
    const reason = `order ${orderId} had no line for ${rows} rows and was taken as complete; sort the file by order`;
    return { code: 'not-sorted', reason };
  }

  #reject(row: Row, refusal: Refusal): void {
    this.#tally.reject(refusal.code);
    if (this.#options.onRejected !== undefined) this.#unreported.push(rejected(row, refusal));
  }

  async #report(): Promise<void> {
    const rejections = this.#unreported;
    this.#unreported = [];
    for (const rejection of rejections) await this.#options.onRejected?.(rejection);
  }
}

const badId = (whose: string, id: string): Refusal => ({
  code: 'bad-id',
  reason: `the ${whose} id "${id}" is empty, longer than 128 characters, or has a # or control character in it`,
});

/** A copy, because a piece of a text keeps the whole text in memory. */
const detached = (text: string): string => Buffer.from(text).toString();
