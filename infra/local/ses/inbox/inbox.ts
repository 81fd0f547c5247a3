import type { ServerResponse } from 'node:http';
import { type Html, html } from '../../../../shared/html.ts';
import { isLanguage, type Language } from '../../../../shared/language.ts';
import { inboxWords } from '../../../../shared/words/inbox.ts';
import type { Mailbox } from '../mailbox.ts';
import { renderList } from './list-page.ts';
import { renderMessage } from './message-page.ts';
import { renderPage } from './page.ts';

/**
 * Pages need no script at all. A mail shown in its frame inherits this policy; its images may come from anywhere, as
 * they would for a customer.
 */
const securityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data: http: https:',
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers `GET /` with the list of messages and `GET /messages/ID` with one. */
export function answerInbox(method: string, url: URL, mailbox: Mailbox, response: ServerResponse): void {
  const { status, page } = findPage(method, url, mailbox);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': securityPolicy,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(page.markup);
}

function findPage(method: string, url: URL, mailbox: Mailbox): { status: number; page: Html } {
  const context = { language: languageOf(url.searchParams), url };
  if (method !== 'GET') return { status: 405, page: html`<p>Only GET is possible here.</p>` };
  if (url.pathname === '/') return { status: 200, page: renderList(context, mailbox.messages()) };

  const id = /^\/messages\/([\w-]+)$/.exec(url.pathname)?.[1];
  const message = id === undefined ? undefined : mailbox.message(id);
  if (message !== undefined) return { status: 200, page: renderMessage(context, message) };

  const { notFound } = inboxWords[context.language];
  const content = html`<div class="card"><p class="empty">${notFound}</p></div>`;
  return { status: 404, page: renderPage(context, notFound, content) };
}

/** The language that the query of a page asks for. */
function languageOf(query: URLSearchParams): Language {
  const asked = query.get('lang') ?? '';
  return isLanguage(asked) ? asked : 'en';
}
