import { type Colour, colourIn, contrastOf } from './colours.ts';
import { type MailElement, piecesOf } from './markup.ts';
import { decodeEntities } from './safe-html.ts';

/** A text that is hard to read where it stands. */
export interface FaintText {
  readonly text: string;
  /** How well it stands apart from what is behind it. */
  readonly contrast: number;
  /** How well it should. */
  readonly needed: number;
}

/** How text is drawn at a place; a colour that is not known is not judged. */
interface Look {
  readonly element: string;
  readonly colour: Colour | undefined;
  readonly background: Colour | undefined;
  readonly sizePx: number;
  readonly isBold: boolean;
}

const black: Colour = [0, 0, 0];
const white: Colour = [255, 255, 255];
/** What mail programs give a link that has no colour of its own. */
const linkBlue: Colour = [0, 0, 238];
const page: Look = { element: '', colour: black, background: white, sizePx: 16, isBold: false };
const headingSizes: Readonly<Record<string, number>> = { h1: 2, h2: 1.5, h3: 1.17 };
const bold = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const empty = new Set(['br', 'hr', 'img', 'meta']);

/** The texts of a mail whose colours WCAG AA finds too close: below 4.5, or below 3 for large ones. */
export function faintTexts(markup: string): readonly FaintText[] {
  const open: Look[] = [page];
  const faint: FaintText[] = [];
  for (const piece of piecesOf(markup)) {
    const look = open.at(-1) ?? page;
    if ('begins' in piece) {
      if (!empty.has(piece.begins.name)) open.push(lookWithin(look, piece.begins));
    } else if ('ends' in piece) {
      const at = open.findLastIndex(({ element }) => element === piece.ends);
      if (at > 0) open.splice(at);
    } else {
      const found = judge(decodeEntities(piece.text).trim(), look);
      if (found !== undefined) faint.push(found);
    }
  }
  return faint;
}

function judge(text: string, { colour, background, sizePx, isBold }: Look): FaintText | undefined {
  if (text === '' || colour === undefined || background === undefined) return undefined;
  const needed = sizePx >= 24 || (isBold && sizePx >= 18.66) ? 3 : 4.5;
  const contrast = contrastOf(colour, background);
  return contrast < needed ? { text, contrast, needed } : undefined;
}

function lookWithin(around: Look, { name, attributes }: MailElement): Look {
  const style = declarationsIn(attributes.get('style') ?? '');
  const colour = style.get('color') ?? attributes.get('color');
  const background = style.get('background-color') ?? style.get('background') ?? attributes.get('bgcolor');
  const weight = style.get('font-weight');
  return {
    element: name,
    colour:
      colour === undefined ? (name === 'a' ? linkBlue : around.colour) : colourOr(colour, around.colour),
    background: background === undefined ? around.background : colourOr(background, around.background),
    sizePx: sizeIn(style.get('font-size'), around.sizePx * (headingSizes[name] ?? 1), around.sizePx),
    isBold: weight === undefined ? around.isBold || bold.has(name) : /^(bold|[6-9]00)$/.test(weight),
  };
}

const colourOr = (written: string, inherited: Colour | undefined): Colour | undefined =>
  /^(inherit|transparent|none)$/i.test(written.trim()) ? inherited : colourIn(written);

const declarationsIn = (style: string): ReadonlyMap<string, string> =>
  new Map(
    decodeEntities(style)
      .split(';')
      .map((one) => [
        one.slice(0, one.indexOf(':')).trim().toLowerCase(),
        one.slice(one.indexOf(':') + 1).trim(),
      ]),
  );

function sizeIn(written: string | undefined, usual: number, around: number): number {
  const [, number, unit] = /^([\d.]+)(px|pt|em|rem|%)$/.exec(written ?? '') ?? [];
  const size = Number(number);
  if (unit === undefined || Number.isNaN(size)) return usual;
  const units: Readonly<Record<string, number>> = {
    px: 1,
    pt: 4 / 3,
    em: around,
    rem: 16,
    '%': around / 100,
  };
  return size * (units[unit] ?? 1);
}
