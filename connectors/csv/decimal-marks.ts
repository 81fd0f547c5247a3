import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import { type Currency, decimalsOf } from '../../shared/money.ts';
import { readAmount } from './amount.ts';
import type { ColumnPositions } from './columns.ts';
import { absolute, type DecimalMark, minus } from './decimal.ts';
import { fieldOf } from './line.ts';
import type { Mapping } from './mapping.ts';
import { detectPreset } from './presets.ts';
import type { Row } from './rows.ts';
import type { Table } from './table.ts';

const fewestRows = 1_000;
const mostRows = 50_000;

/** What a file is read by, as far as its decimal mark is concerned. */
interface MarkRules {
  readonly mapping: Mapping;
  readonly shopCurrency: Currency;
}

/**
 * The rows of a table, held back until its first thousand, or as many more as it takes, have shown that the decimal mark
 * is right. Read with the wrong one, amounts would be refused row by row, or be a thousand times too large or small.
 *
 * @throws InvalidInputError before the first row when the amounts speak for the other mark, or for either
 */
export async function* withRightMark(
  { rows, columns: header, name }: Table,
  columns: ColumnPositions,
  rules: MarkRules,
): AsyncGenerator<readonly Row[]> {
  const check = new MarkCheck(columns, rules, detectPreset(header));
  const held: (readonly Row[])[] = [];
  let isDecided = false;
  const decide = () => {
    isDecided = true;
    const issues = check.issues();
    if (issues.length > 0) throw new InvalidInputError('Nothing was imported from this file', issues, name);
  };
  for await (const batch of rows) {
    if (isDecided) {
      yield batch;
      continue;
    }
    held.push(batch);
    for (const row of batch) {
      check.take(row);
      if (check.hasSeenEnough()) {
        decide();
        break;
      }
    }
    if (isDecided) yield* held;
  }
  if (isDecided) return;
  decide();
  yield* held;
}

/** How many amounts are written in one way, and the first of them. */
interface Seen {
  count: number;
  first?: { readonly text: string; readonly line: number };
}

class MarkCheck {
  readonly #moneyAt: readonly number[];
  readonly #countsAt: readonly number[];
  readonly #rules: MarkRules;
  readonly #preset: string | undefined;
  readonly #seen: Readonly<Record<DecimalMark | 'either', Seen>> = {
    '.': { count: 0 },
    ',': { count: 0 },
    either: { count: 0 },
  };
  #rows = 0;

  constructor(columns: ColumnPositions, rules: MarkRules, preset: string | undefined) {
    const { unitPrice, lineTotal, quantity, returnedQuantity, orderAmounts, lineAmounts } = columns;
    const present = (indexes: readonly (number | undefined)[]) => indexes.flatMap((index) => index ?? []);
    const amounts = [...orderAmounts, ...lineAmounts].map(({ index }) => index);
    this.#moneyAt = present([unitPrice, lineTotal, ...amounts]);
    this.#countsAt = present([quantity, returnedQuantity]);
    this.#rules = rules;
    this.#preset = preset;
  }

  take(row: Row): void {
    this.#rows++;
    if ('problem' in row) return;
    const decimals = decimalsOf(this.#rules.shopCurrency);
    for (const index of this.#moneyAt) this.#takeText(fieldOf(row, index), row.line, decimals > 0);
    for (const index of this.#countsAt) this.#takeText(fieldOf(row, index), row.line, true);
  }

  /** @param hasDecimals false for money in whole yen, where what looks like decimals are thousands */
  #takeText(text: string, line: number, hasDecimals: boolean): void {
    if (!/[.,]/.test(text)) return;
    const mark = markShownBy(text, this.#rules.shopCurrency, hasDecimals);
    if (mark === undefined) return;
    const seen = this.#seen[mark];
    seen.count++;
    seen.first ??= { text, line };
  }

  hasSeenEnough(): boolean {
    const { '.': points, ',': commas } = this.#seen;
    return this.#rows >= mostRows || (this.#rows >= fewestRows && points.count + commas.count > 0);
  }

  issues(): InputIssue[] {
    const { decimalMark } = this.#rules.mapping;
    const mark = decimalMark ?? '.';
    const other = mark === '.' ? ',' : '.';
    const { [mark]: fitting, [other]: misfits, either } = this.#seen;
    if (misfits.count > fitting.count) {
      const others = fitting.count === 0 ? '' : `, and ${counted(fitting, mark)}`;
      const message = `${counted(misfits, other)}${others}; ${this.#advice([other])}`;
      return [{ path: 'decimalMark', message }];
    }
    if (decimalMark !== undefined || fitting.count > 0 || either.first === undefined) return [];
    const { text, line } = either.first;
    const message =
      `amounts such as "${text}" on line ${line} can be read in two ways, with thousands or with three decimals, and ` +
      `no other amount shows which; ${this.#advice(['.', ','])}`;
    return [{ path: 'decimalMark', message }];
  }

  #advice(marks: readonly DecimalMark[]): string {
    const lines = marks.map((mark) => `'decimalMark: "${mark}"'`).join(' or ');
    const short = `; a file of two lines, 'preset: ${this.#preset}' and that one, is enough for --mapping`;
    return `write ${lines} into the column mapping${this.#preset === undefined ? '' : short}`;
  }
}

/** Which mark is a decimal one in a text that can be read in one way only; `either` for `1,234`. */
function markShownBy(
  text: string,
  currency: Currency,
  hasDecimals: boolean,
): DecimalMark | 'either' | undefined {
  const withPoint = readAmount(text, '.', currency);
  const withComma = readAmount(text, ',', currency);
  if (typeof withPoint === 'string') return typeof withComma === 'string' ? undefined : ',';
  if (typeof withComma === 'string') return '.';
  const difference = minus(absolute(withPoint), absolute(withComma)).digits;
  if (difference === 0n) return undefined;
  return hasDecimals ? 'either' : difference > 0n ? '.' : ',';
}

function counted({ count, first }: Seen, mark: DecimalMark): string {
  const have = count === 1 ? 'amount has' : 'amounts have';
  const such = first === undefined ? '' : `, such as "${first.text}" on line ${first.line}`;
  return `${count.toLocaleString('en')} ${have} a decimal ${mark === '.' ? 'point' : 'comma'}${such}`;
}
