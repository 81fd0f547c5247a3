import { type Html, html } from '../../../../shared/html.ts';
import type { Language } from '../../../../shared/language.ts';
import { inboxWords } from '../../../../shared/words/inbox.ts';
import type { StoredMessage } from '../message.ts';
import { linkTo, type PageContext, renderPage, showTime } from './page.ts';
import { decisiveEvent, tones } from './status.ts';

const messagesPerPage = 50;

/** The list of messages, newest first, filtered by `?q=` (address or subject) and `?tag=` (`name` or `name=value`). */
export function renderList(context: PageContext, messages: readonly StoredMessage[]): Html {
  const { language, url } = context;
  const words = inboxWords[language];
  const query = url.searchParams.get('q')?.trim() ?? '';
  const tag = url.searchParams.get('tag')?.trim() ?? '';
  const isFiltered = query !== '' || tag !== '';
  const found = messages.filter((message) => matchesText(message, query) && hasTag(message, tag));
  const pages = Math.max(1, Math.ceil(found.length / messagesPerPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(url.searchParams.get('page')) || 1)));
  const shown = found.toReversed().slice((page - 1) * messagesPerPage, page * messagesPerPage);
  const count = words.messages(found.length.toLocaleString(words.locale), isFiltered);

  return renderPage(
    context,
    words.title,
    html`
<div class="bar">
<h1>${count}</h1>
<form action="/" role="search">
${language === 'zh' && html`<input type="hidden" name="lang" value="zh">`}
<input type="search" name="q" value="${query}" placeholder="${words.searchAddress}" aria-label="${words.searchAddress}">
<input type="search" name="tag" value="${tag}" placeholder="${words.searchTag}" aria-label="${words.searchTag}">
<button class="button primary">${words.filter}</button>
${isFiltered && html`<a class="button" href="${linkTo(url, { path: '/', keep: ['lang'] })}">${words.clear}</a>`}
</form>
</div>
<div class="card">
${shown.length === 0 && html`<p class="empty">${isFiltered ? words.nothingFound : words.empty}</p>`}
${shown.map((message) => renderRow(context, message))}
</div>
${pages > 1 && renderPager(context, page, pages)}`,
  );
}

function matchesText({ to, cc, bcc, subject }: StoredMessage, query: string): boolean {
  const wanted = query.toLowerCase();
  return [...to, ...cc, ...bcc, subject].some((text) => text.toLowerCase().includes(wanted));
}

function hasTag({ tags }: StoredMessage, tag: string): boolean {
  if (tag === '') return true;
  const [name = '', value] = tag.split('=', 2);
  return value === undefined ? name in tags || Object.values(tags).includes(name) : tags[name] === value;
}

function renderRow(context: PageContext, message: StoredMessage): Html {
  const { language, url } = context;
  const words = inboxWords[language];
  const path = `/messages/${encodeURIComponent(message.id)}`;
  const recipients = [...message.to, ...message.cc, ...message.bcc];
  const more = recipients.length > 1 ? ` +${recipients.length - 1}` : '';
  return html`<div class="row">
<a class="who" href="${linkTo(url, { path })}" title="${recipients.join(', ')}">${recipients[0]}${more}</a>
<div><a class="what" href="${linkTo(url, { path })}">${message.subject || words.noSubject}</a>${renderTags(context, message)}</div>
${renderBadge(language, message)}
${showTime(language, message.atMs)}
</div>`;
}

/**
 * What a message's tags say in a marketer's words, each with a link to all messages that have it. Tags that only the
 * machinery reads are left out.
 */
export function renderTags(
  { language, url }: PageContext,
  { tags }: Pick<StoredMessage, 'tags'>,
): Html | undefined {
  const names: Readonly<Record<string, string>> = inboxWords[language].tagNames;
  const entries = Object.entries(tags).filter(([name]) => names[name] !== undefined);
  if (entries.length === 0) return undefined;
  const link = (name: string, value: string) =>
    linkTo(url, { path: '/', keep: ['lang'], set: { tag: `${name}=${value}` } });
  return html`<div class="chips">${entries.map(
    ([name, value]) =>
      html`<a class="chip" href="${link(name, value)}">${names[name]} <b>${shownValue(name, value)}</b></a>`,
  )}</div>`;
}

/** Steps are counted from 0 in tags and from 1 for people; the id of a call says nothing to them. */
function shownValue(name: string, value: string): string {
  if (name === 'callback') return '';
  return name === 'step' && /^\d+$/.test(value) ? String(Number(value) + 1) : value;
}

function renderBadge(language: Language, message: StoredMessage): Html {
  const words = inboxWords[language];
  const type = decisiveEvent(message);
  if (type === undefined) return html`<span class="badge plain">${words.accepted}</span>`;
  return html`<span class="badge ${tones[type]}">${words.events[type]}</span>`;
}

function renderPager({ language, url }: PageContext, page: number, pages: number): Html {
  const words = inboxWords[language];
  const link = (target: number, label: string) =>
    target < 1 || target > pages
      ? html`<span class="button off">${label}</span>`
      : html`<a class="button" href="${linkTo(url, { set: { page: String(target) } })}">${label}</a>`;
  return html`<nav class="pager">${link(page - 1, words.newer)}<span>${words.page(page, pages)}</span>${link(page + 1, words.older)}</nav>`;
}
