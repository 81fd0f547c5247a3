import type { AmountReader } from './amount.ts';
import type { AmountColumn } from './columns.ts';
import { absolute, type Decimal, minus } from './decimal.ts';
import type { Group } from './group.ts';
import { fieldOf, type ReadableRow } from './line.ts';
import { lineColumnOf, type Mapping, type OrderAmountField } from './mapping.ts';
import type { Refusal } from './rejection.ts';

/** How the amounts of orders as a whole are read. */
interface OrderAmountRules {
  readonly mapping: Pick<Mapping, 'orderColumns'>;
  readonly readAmount: AmountReader;
}

/**
 * Takes over what a row says about the amounts of its order. They are repeated on its lines, or stated on one of them
 * with zeros on the others. Returns why, when two lines state different ones: then they are those of the lines.
 */
export function takeOrderAmounts(
  row: ReadableRow,
  { kind, amountTexts }: Group,
  columns: readonly AmountColumn[],
  { mapping, readAmount }: OrderAmountRules,
): Refusal | undefined {
  if (kind === 'refund') return undefined;
  for (const { field, index } of columns) {
    const known = amountTexts.get(index);
    if (known !== undefined && mapping.orderColumns === 'first-line') continue;
    const text = fieldOf(row, index);
    if (text === '' || text === known?.text) continue;
    const before = readAmount(known?.text ?? '0');
    const amount = readAmount(text);
    if (typeof before === 'string') continue;
    if (before.digits === 0n) amountTexts.set(index, { field, text });
    else if (typeof amount !== 'string' && amount.digits !== 0n && !isSameSize(before, amount)) {
      return { code: 'two-amounts', reason: differenceOf(field, known?.text ?? '', text) };
    }
  }
  return undefined;
}

const isSameSize = (one: Decimal, other: Decimal): boolean =>
  minus(absolute(one), absolute(other)).digits === 0n;

function differenceOf(field: OrderAmountField, one: string, other: string): string {
  const ofLine = field === 'refunded' ? undefined : field === 'total' ? 'lineTotal' : lineColumnOf[field];
  const advice = ofLine === undefined ? '' : `; if each line has its own, map the column as ${ofLine}`;
  return `its lines say "${one}" and "${other}" in the column for ${field}, which is that of the whole order${advice}`;
}
