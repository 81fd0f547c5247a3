import { type Html, type HtmlValue, html } from '../../../../shared/html.ts';
import { htmlLang, type Language } from '../../../../shared/language.ts';
import { inboxWords } from '../../../../shared/words/inbox.ts';
import { stylesheet } from './style.ts';

/** What every page of the inbox depends on. */
export interface PageContext {
  readonly language: Language;
  readonly url: URL;
}

/** The frame around a page's content. */
export function renderPage({ language, url }: PageContext, title: string, content: HtmlValue): Html {
  const words = inboxWords[language];
  const other = language === 'en' ? 'zh' : 'en';
  return html`<!doctype html>
<html lang="${htmlLang[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Rekindle</title>
<link rel="icon" href="data:,">
<style>${stylesheet}</style>
</head>
<body>
<header class="top"><div class="wide">
<a class="brand" href="${linkTo(url, { path: '/', keep: ['lang'] })}"><span class="flame">${flame}</span>Rekindle<small>${words.title}</small></a>
<span class="tagline">${words.tagline}</span>
<a class="language" lang="${htmlLang[other]}" href="${linkTo(url, { set: { lang: other } })}">${words.otherLanguage}</a>
</div></header>
<main class="wide">${content}</main>
</body>
</html>
`;
}

const flame = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="M13 2c1 4-4 6-4 10 0 1.5.8 2.6 1.8 3-.2-2 .9-3.5 2.2-4.5.2 2.5 3 3.5 3 6 0 1.700-1 3-2.300 3.700C17.600 19.500 20 16.700 20 13.200 20 8.500 16.500 5 13 2ZM7 10c-1.900 1.600-3 3.600-3 5.500C4 18.700 6.500 21 9.500 22 7.800 20.500 7 18.800 7 16.500c0-2.300.6-4 0-6.500Z"/></svg>`;

interface LinkOptions {
  readonly path?: string;
  /** Query parameters to keep from this page; all when absent. */
  readonly keep?: readonly string[];
  readonly set?: Readonly<Record<string, string>>;
}

/** A relative link that keeps this page's query. */
export function linkTo(url: URL, { path = url.pathname, keep, set = {} }: LinkOptions): string {
  const query = new URLSearchParams();
  for (const [name, value] of url.searchParams) {
    if (keep === undefined || keep.includes(name)) query.set(name, value);
  }
  for (const [name, value] of Object.entries(set)) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** A time as the reader's language writes it, in UTC like the stack's clock. */
export function showTime(language: Language, atMs: number): Html {
  const date = new Date(atMs);
  const shown = date.toLocaleString(inboxWords[language].locale, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  return html`<time datetime="${date.toISOString()}" title="${date.toISOString()}">${shown}</time>`;
}
