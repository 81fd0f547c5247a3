import type pc from 'picocolors';
import stringWidth from 'string-width';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import { padEnd, padStart } from '../../../columns.ts';

/** A speaker that also knows the colours of the terminal. */
export interface Screen extends Speaker {
  readonly colours: ReturnType<typeof pc.createColors>;
  readonly isColoured: boolean;
}

/** The width at which prose is wrapped, in columns. */
const lineWidth = 96;
const barWidth = 24;

/** The title of a section. */
export const heading = (text: string, { colours }: Screen): string => colours.bold(colours.yellow(text));
/** The title of a part of a section. */
export const subheading = (text: string, { colours }: Screen): string => `  ${colours.bold(text)}`;

/** Pieces that prose is wrapped between: Latin words stay whole, Chinese breaks anywhere except before punctuation. */
const pieces =
  /[\u2e80-\uffef][\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09\u201d]*|[^\s\u2e80-\uffef]+\s*|\s+/gu;

/** Wraps prose under a heading into lines. */
export function prose(text: string, indent = '  ', width = lineWidth): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(pieces) ?? []) {
    if (line !== '' && stringWidth(indent + line + piece.trimEnd()) > width) {
      lines.push(indent + line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, indent + line.trimEnd()];
}

/** A dimmed note under a heading. */
export const note = (text: string, { colours }: Screen): string[] =>
  prose(text).map((line) => colours.dim(line));

/** One class with its size and its share of `total`; `width` is that of the name. */
export const sizeRow = (
  name: string,
  width: number,
  customers: number,
  total: number,
  screen: Screen,
): string =>
  `  ${padEnd(name, width)}${padStart(screen.number(customers), 10)}${padStart(screen.percent(customers / Math.max(1, total)), 8)}`;

/** What to show of one classification: its classes in order, each with its name and its customers. */
export interface ClassSizes<Class extends string> {
  readonly classes: readonly Class[];
  readonly names: Readonly<Record<Class, string>>;
  readonly customers: Readonly<Record<Class, number>>;
  /** The customers that shares refer to. */
  readonly total: number;
}

/** Classes with their sizes, one per line, each with a bar. */
export function sizeRows<Class extends string>(
  { classes, names, customers, total }: ClassSizes<Class>,
  screen: Screen,
): string[] {
  const nameWidth = Math.max(18, ...classes.map((one) => stringWidth(names[one]) + 2));
  const most = Math.max(1, ...classes.map((one) => customers[one]));
  return classes.map((one) => {
    const bar = '█'.repeat(Math.round((customers[one] / most) * barWidth));
    const row = sizeRow(names[one], nameWidth, customers[one], total, screen);
    return bar === '' ? row : `${row}  ${screen.colours.cyan(bar)}`;
  });
}

/** A table whose first column is aligned to the left and all others to the right. */
export function tableRows(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  screen: Screen,
): string[] {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => stringWidth(row[column] ?? ''))),
  );
  const lineOf = (row: readonly string[]) =>
    `  ${row
      .map((cell, column) => (column === 0 ? padEnd : padStart)(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd()}`;
  return [screen.colours.dim(lineOf(header)), ...rows.map(lineOf)];
}
