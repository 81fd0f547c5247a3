import type { Token, Tokens } from 'marked';

/** A text in Markdown as people write plain text: without its marks, and with the address of each link beside it. */
export const plainTextOf = (tokens: readonly Token[]): string =>
  blocksOf(tokens)
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const blocksOf = (tokens: readonly Token[]): string =>
  tokens
    .map(blockOf)
    .filter((block) => block !== '')
    .join('\n\n');

function blockOf(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'hr':
      return '----';
    case 'list':
      return listOf(token as Tokens.List);
    case 'table':
      return tableOf(token as Tokens.Table);
    case 'blockquote':
      return blocksOf(childrenOf(token));
    default:
      return inlineOf(token);
  }
}

const childrenOf = (token: Token): readonly Token[] => ('tokens' in token ? (token.tokens ?? []) : []);

function listOf({ items, ordered, start }: Tokens.List): string {
  const first = typeof start === 'number' ? start : 1;
  return items
    .map((item, index) => {
      const mark = ordered ? `${first + index}. ` : '- ';
      return `${mark}${blocksOf(item.tokens).replace(/\n+/g, `\n${' '.repeat(mark.length)}`)}`;
    })
    .join('\n');
}

const tableOf = ({ header, rows }: Tokens.Table): string =>
  [header, ...rows]
    .map((row) => row.map(({ tokens }) => tokens.map(inlineOf).join('')).join(' | '))
    .join('\n');

/** A link as plain text has it. Chinese has a colon of its own, as wide as a character and with its space within. */
export const withAddress = (text: string, url: string): string =>
  /\p{Script=Han}$/u.test(text) ? `${text}：${url}` : `${text}: ${url}`;

function inlineOf(token: Token): string {
  const inner = childrenOf(token).map(inlineOf).join('');
  switch (token.type) {
    case 'link': {
      const { href } = token as Tokens.Link;
      return inner === href || `mailto:${inner}` === href ? inner : withAddress(inner, href);
    }
    case 'image':
      return (token as Tokens.Image).text;
    case 'br':
      return '\n';
    case 'html':
      return token.raw.replace(/<[^>]*>/g, '').trim();
    default:
      return inner === '' && 'text' in token ? String(token.text) : inner;
  }
}
