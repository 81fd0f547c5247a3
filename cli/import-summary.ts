import stringWidth from 'string-width';
import type { ImportSummary } from '../connectors/csv/import.ts';
import type { RejectionCode } from '../connectors/csv/rejection.ts';
import type { Language } from '../shared/language.ts';
import { formatMoney } from '../shared/money.ts';
import { importWords } from '../shared/words/import.ts';
import { nameOf } from '../shared/words/name-of.ts';
import { padEnd } from './columns.ts';

/** Which file was imported, and how. */
export function summaryTitle(
  { path, mapping, dryRun }: { readonly path: string; readonly mapping: string; readonly dryRun: boolean },
  language: Language,
): string {
  const words = importWords[language];
  return dryRun ? words.dryRun(path, mapping) : words.imported(path, mapping);
}

/** That rows were left out, and where to find which. */
export function rejectsWarning(rows: number, path: string, language: Language): string {
  const words = importWords[language];
  return words.rowsRejectedIn({ count: rows, shown: rows.toLocaleString(words.locale) }, path);
}

/** A summary as lines for people, with amounts and counts as their language writes them. */
export function summaryLines(
  summary: ImportSummary,
  { dryRun }: { readonly dryRun: boolean },
  language: Language,
): readonly string[] {
  const words = importWords[language];
  const number = (count: number) => count.toLocaleString(words.locale);
  const counted = (count: number) => ({ count, shown: number(count) });
  const { purchases, stored, rejected, contactsLeftOut } = summary;
  const value = formatMoney({ minor: purchases.valueMinor, currency: purchases.currency }, words.locale);
  const leftOut = Object.entries(contactsLeftOut).map(([field, count]) => `${field} ${number(count)}`);
  // Typed so that a code of the import without a text does not compile.
  const reasons: Readonly<Record<RejectionCode, string>> = words.rejections;
  const entries: [label: string, text: string][] = [
    [words.rows, number(summary.rows)],
    [words.rowsWithoutCustomer, `${number(summary.rowsWithoutCustomer)} ${words.skipped}`],
    [words.cancellationRows, number(summary.cancellationRows)],
    [words.rowsRejected, number(summary.rowsRejected)],
    ...Object.entries(rejected).map(([code, count]): [string, string] => [
      `    ${nameOf(reasons, code)}`,
      number(count),
    ]),
    [words.orderIds, number(summary.orderIds)],
    [words.customers, number(summary.customers)],
    [words.purchases, words.purchasesAre(counted(purchases.orders), counted(purchases.customers), value)],
    [words.refunds, number(summary.refunds)],
  ];
  if (!dryRun) {
    const { created, updated, unchanged, erased } = stored;
    entries.push([words.stored, words.storedAre(number(created), number(updated), number(unchanged))]);
    if (erased > 0) entries.push([words.erased, `${number(erased)} ${words.refused}`]);
  }
  if (leftOut.length > 0) entries.push([words.contactsLeftOut, leftOut.join(', ')]);
  const width = Math.max(...entries.map(([label]) => stringWidth(label)));
  return entries.map(([label, text]) => `${padEnd(label, width + 2)}${text}`);
}
