import { withoutCode } from './safe-html.ts';

/** An element of a mail's HTML, as far as it is looked at. */
export interface MailElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What stands in a mail: an element that begins or ends, or a text. */
export type Piece = { readonly begins: MailElement } | { readonly ends: string } | { readonly text: string };

const tag = /<(\/?)([a-z][a-z0-9]*)\b((?:"[^"]*"|'[^']*'|[^'"<>])*)>/gi;
const attribute = /([^\s"'<>/=]+)(?:="([^"]*)")?/g;

/** The pieces of HTML that our own layout and `safeHtml` have written, one after the other. Comments are left out. */
export function piecesOf(markup: string): readonly Piece[] {
  const source = withoutCode(markup);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, 1: slash, 2: name = '', 3: rest = '', index } of source.matchAll(tag)) {
    if (index > from) pieces.push({ text: source.slice(from, index) });
    from = index + found.length;
    const element = name.toLowerCase();
    pieces.push(
      slash === '/' ? { ends: element } : { begins: { name: element, attributes: attributesIn(rest) } },
    );
  }
  pieces.push({ text: source.slice(from) });
  return pieces;
}

const attributesIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(attribute)].map(([, name = '', value = '']) => [name.toLowerCase(), value]));
