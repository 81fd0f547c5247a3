import type pc from 'picocolors';
import stringWidth from 'string-width';
import type { Speaker } from '../speaker.ts';

/** Where lines are written: how they are worded, and how they are coloured. */
export interface Screen extends Speaker {
  readonly colours: ReturnType<typeof pc.createColors>;
  readonly isColoured: boolean;
}

/** Columns that text is broken at. */
const lineWidth = 96;
const barWidth = 24;

/** `text` with spaces after it up to `width` columns; Chinese characters take two. */
export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - stringWidth(text))) + text;

export const heading = (text: string, { colours }: Screen): string => colours.bold(colours.yellow(text));
export const subheading = (text: string, { colours }: Screen): string => `  ${colours.bold(text)}`;

/** Latin words stay whole; Chinese may break after every character but not before its punctuation. */
const pieces =
  /[\u2e80-\uffef][\uff0c\u3002\uff1b\uff1a\u3001\uff01\uff1f\uff09\u201d]*|[^\s\u2e80-\uffef]+\s*|\s+/gu;

/** Prose under a heading, broken into lines. */
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

export interface Size {
  readonly name: string;
  readonly customers: number;
}

/** The size of one class, and its share of `total`. */
export const sizeRow = (
  name: string,
  width: number,
  customers: number,
  total: number,
  screen: Screen,
): string =>
  `  ${padEnd(name, width)}${padStart(screen.number(customers), 10)}${padStart(screen.percent(customers / Math.max(1, total)), 8)}`;

/** Sizes of classes, one under the other, with a bar each. */
export function sizeRows(sizes: readonly Size[], total: number, screen: Screen): string[] {
  const nameWidth = Math.max(18, ...sizes.map(({ name }) => stringWidth(name) + 2));
  const most = Math.max(1, ...sizes.map(({ customers }) => customers));
  return sizes.map(({ name, customers }) => {
    const bar = '█'.repeat(Math.round((customers / most) * barWidth));
    const row = sizeRow(name, nameWidth, customers, total, screen);
    return bar === '' ? row : `${row}  ${screen.colours.cyan(bar)}`;
  });
}

/** A table of text: the first column to the left, numbers to the right. */
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
