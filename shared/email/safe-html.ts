import { escapeHtml } from '../html.ts';

const elements = new Set(
  'a abbr b blockquote br center code del div em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  ),
);
const withoutEnd = new Set(['br', 'hr', 'img']);
const attributes = new Set(
  'align alt bgcolor border cellpadding cellspacing color colspan dir face height href lang role rowspan ses:no-track size src start style title type valign width'.split(
    ' ',
  ),
);

/** What keeps an element within the width of a phone, added to its own style so that it wins. */
const phoneStyle: ReadonlyMap<string, string> = new Map([
  ['img', 'max-width:100%;height:auto'],
  ['pre', 'white-space:pre-wrap'],
  ['table', 'max-width:100%'],
]);

const code = /<(script|style|title|textarea|iframe|noscript|xmp|svg|math)\b[\s\S]*?(?:<\/\1\b[^>]*>|$)/gi;
const comment = /<!--[\s\S]*?(?:-->|$)/g;
const tag = /<(\/?)([a-z][a-z0-9]*)\b((?:"[^"]*"|'[^']*'|[^'"<>])*)>/gi;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** A text without the elements whose content is for machines: scripts, style sheets, comments. */
export const withoutCode = (text: string): string => text.replace(comment, '').replace(code, '');

/**
 * The part of some HTML that an email may contain. It is written anew from a list of elements and attributes, so that
 * what is not on the list, such as a script or an `onclick`, cannot get through in any spelling. Links lead to a website,
 * a mailbox or a phone. Every element is closed, so that none reaches into what follows.
 */
export function safeHtml(markup: string): string {
  const open: string[] = [];
  const pieces: string[] = [];
  const source = withoutCode(markup);
  let from = 0;
  for (const { 0: found, 1: slash, 2: name = '', 3: rest = '', index } of source.matchAll(tag)) {
    pieces.push(textBetween(source.slice(from, index)));
    from = index + found.length;
    const element = name.toLowerCase();
    if (!elements.has(element)) continue;
    if (slash === '/') pieces.push(closeUpTo(element, open));
    else {
      pieces.push(`<${element}${attributesOf(element, rest)}>`);
      if (!withoutEnd.has(element)) open.push(element);
    }
  }
  pieces.push(textBetween(source.slice(from)));
  while (open.length > 0) pieces.push(`</${open.pop()}>`);
  return pieces.join('');
}

/** What is no tag stays text. */
const textBetween = (text: string): string => text.replace(/</g, '&lt;');

/** Closes an element and all that was opened within it; nothing where it is not open. */
function closeUpTo(element: string, open: string[]): string {
  const at = open.lastIndexOf(element);
  if (at < 0) return '';
  return open
    .splice(at)
    .reverse()
    .map((one) => `</${one}>`)
    .join('');
}

function attributesOf(element: string, text: string): string {
  const kept = new Map<string, string>();
  for (const [, rawName = '', double, single, bare] of text.matchAll(attribute)) {
    const name = rawName.toLowerCase();
    const value = safeValue(name, double ?? single ?? bare ?? '');
    if (attributes.has(name) && value !== undefined && !kept.has(name)) kept.set(name, value);
  }
  const fitting = phoneStyle.get(element);
  const style = kept.get('style') ?? '';
  if (fitting !== undefined && !style.endsWith(fitting))
    kept.set('style', style === '' ? fitting : `${style};${fitting}`);
  return [...kept].map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${value}"`)).join('');
}

/** An attribute's value as it may stand between double quotes; undefined for one that must not. */
function safeValue(name: string, value: string): string | undefined {
  if (name === 'href' || name === 'src') {
    const url = usableUrl(decodeEntities(value));
    return url === undefined ? undefined : escapeHtml(url);
  }
  if (name === 'style' && activeStyle.test(decodeEntities(value))) return undefined;
  return value.replace(/[<>"]/g, escapeHtml);
}

/** A style that old mail programs would run or that hides what it says. */
const activeStyle = /[\\<>]|\/\*|expression|javascript|behavior|binding|@import|url\(\s*['"]?(?!https?:)/i;

/** A web address, a mailbox or a phone number; undefined for anything else, such as a script or half an address. */
export function usableUrl(text: string): string | undefined {
  const url = text.trim();
  return /^(?:https?:\/\/[^/?#\s]|mailto:[^\s]|tel:[^\s])/i.test(url) ? url : undefined;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text with those entities decoded that could hide an address: numbers, and the five that HTML itself needs. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? entity;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
  });
