import type { RfmReport } from '../../../../shared/report/population/population-report.ts';
import { rfmSegmentOf } from '../../../../shared/scoring/rfm-cells.ts';
import { padEnd, padStart } from '../../../columns.ts';
import { prose, type Screen } from './lines.ts';

const cellWidth = 16;
const scores = [1, 2, 3, 4, 5] as const;

/** The grid of recency by frequency, most recent on top. Each cell has its number of customers and its segment's name. */
export function heatMapLines({ grid }: RfmReport, screen: Screen): string[] {
  const { words, labels, number, colours } = screen;
  const most = Math.max(1, ...grid.flat());
  const rowLabel = (text: string) => padStart(text, 4);
  const header = `${' '.repeat(5)}${scores.map((score) => padEnd(` F${score}`, cellWidth)).join('')}`;
  const rows = scores.toReversed().flatMap((recency) => {
    const cells = scores.map((frequency) => {
      const customers = grid[recency - 1]?.[frequency - 1] ?? 0;
      const name = inTwoLines(labels.segments[rfmSegmentOf({ recency, frequency })]);
      const shade = shadeOf(customers / most, screen.isColoured);
      return [number(customers), ...name].map((line) => shade(padEnd(` ${line}`, cellWidth)));
    });
    return [0, 1, 2].map(
      (line) =>
        `${line === 0 ? rowLabel(`R${recency}`) : rowLabel('')} ${cells.map((cell) => cell[line]).join('')}`,
    );
  });
  const axes = `     ↑ ${words.recency} (R)${words.colon}5 = ${words.latest} · → ${words.frequency} (F)${words.colon}5 = ${words.most}`;
  return [colours.dim(header.trimEnd()), ...rows.map((row) => row.trimEnd()), colours.dim(axes)];
}

/** A segment's name on two lines. */
function inTwoLines(name: string): [string, string] {
  const [first = '', ...rest] = prose(name, '', cellWidth - 2);
  return [first, rest.join(' ')];
}

/** From few to many customers: 256-colour backgrounds, each with a text colour that is readable on it. */
const shades = [
  [255, 16],
  [195, 16],
  [152, 16],
  [109, 16],
  [66, 231],
  [23, 231],
] as const;

/** Shades follow the square root of the share, since a few cells contain most customers. */
function shadeOf(share: number, isColoured: boolean): (text: string) => string {
  if (!isColoured) return (text) => text;
  const level = share === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(share) * (shades.length - 1)));
  const [background, ink] = shades[level] ?? shades[0];
  return (text) => `\u001b[48;5;${background};38;5;${ink}m${text}\u001b[0m`;
}
