import { Marked, type Token, type Tokens } from 'marked';
import { button } from './button.ts';
import { plainTextOf } from './plain-text.ts';
import { decodeEntities, safeHtml, usableUrl, withoutCode } from './safe-html.ts';

const marked = new Marked();

const special = /[&<>"'`*_[\](){}#!|~+@:.\\=-]/g;

/** What somebody typed as Markdown that means just that text: no link, no heading, no HTML. */
export const escapeMarkup = (value: unknown): string =>
  String(value ?? '').replace(special, (letter) => `&#${letter.charCodeAt(0)};`);

/** A text in Markdown, as both parts of an email have it. */
export interface RenderedText {
  readonly html: string;
  readonly text: string;
  /** The addresses of links and images that lead nowhere from a mailbox. Both parts have only their text. */
  readonly unusable: readonly string[];
}

/**
 * Renders a text in Markdown as HTML that mail programs can show and as plain text. A link that stands alone in its
 * paragraph becomes a button.
 */
export function renderMarkdown(markdown: string): RenderedText {
  const tokens = marked.lexer(withoutCode(markdown));
  const unusable: string[] = [];
  marked.walkTokens(tokens, (token) => {
    if (token.type !== 'link' && token.type !== 'image') return;
    // In an address, entities would be valid, but they look as if there were something to hide.
    const address = decodeEntities(token.href);
    const url = usableUrl(address);
    if (url === undefined) {
      unusable.push(address);
      token.type = 'text';
    } else token.href = url;
  });
  return {
    html: safeHtml(marked.parser(tokens.map(buttonOrSame)).trim()),
    text: decodeEntities(plainTextOf(tokens)),
    unusable,
  };
}

/** A paragraph that is nothing but one link, as a button. An address that stands for itself is there to be read. */
function buttonOrSame(token: Token): Token {
  if (token.type !== 'paragraph') return token;
  const [link, ...others] = (token.tokens ?? []).filter(({ raw }) => raw.trim() !== '');
  if (link?.type !== 'link' || others.length > 0 || 'autolink' in link) return token;
  const { href, tokens } = link as Tokens.Link;
  if (tokens.some(({ type }) => type === 'image')) return token;
  const text = button(href, marked.Parser.parseInline(tokens, marked.defaults)).markup;
  return { type: 'html', block: true, pre: false, raw: token.raw, text };
}
