import { type Html, html } from '../../../../shared/html.ts';
import { inboxWords } from '../../../../shared/words/inbox.ts';
import type { SesEvent } from '../event.ts';
import type { StoredMessage } from '../message.ts';
import { renderTags } from './list-page.ts';
import { linkTo, type PageContext, renderPage, showTime } from './page.ts';
import { tones } from './status.ts';

/** One message: the mail as a customer would see it, what it was sent with, and what happened to it. */
export function renderMessage(context: PageContext, message: StoredMessage): Html {
  const { language, url } = context;
  const words = inboxWords[language];
  const subject = message.subject || words.noSubject;
  return renderPage(
    context,
    subject,
    html`
<a class="back" href="${linkTo(url, { path: '/' })}">${words.back}</a>
<h1 class="subject">${subject}</h1>
<div class="split">
<div>
${message.html !== undefined && html`<section class="card"><h2>${words.mail}</h2>${renderMail(message.html, words.mail)}</section>`}
${message.text !== undefined && html`<section class="card"><h2>${words.asText}</h2><pre>${message.text}</pre></section>`}
</div>
<div>
<section class="card"><dl>
<dt>${words.from}</dt><dd>${decoded(message.from)}</dd>
<dt>${words.to}</dt><dd>${message.to.join(', ')}</dd>
${message.cc.length > 0 && html`<dt>${words.cc}</dt><dd>${message.cc.join(', ')}</dd>`}
${message.bcc.length > 0 && html`<dt>${words.bcc}</dt><dd>${message.bcc.join(', ')}</dd>`}
${message.replyTo.length > 0 && html`<dt>${words.replyTo}</dt><dd>${message.replyTo.join(', ')}</dd>`}
<dt>${words.sentAt}</dt><dd>${showTime(language, message.atMs)}</dd>
</dl></section>
<section class="card"><h2>${words.timeline}</h2><ol class="timeline">
<li><strong>${words.accepted}</strong>${showTime(language, message.atMs)}</li>
${message.events.map(
  ({ atMs, event }) =>
    html`<li class="${tones[event.type]}"><strong>${words.events[event.type]}</strong>${showTime(language, atMs)}${renderDetails(event)}</li>`,
)}
</ol></section>
<section class="card"><h2>${words.tags}</h2><div class="pad">${renderTags(context, message) ?? words.none}</div></section>
<details class="card"><summary>${words.technical}</summary><dl>
<dt>${words.configurationSet}</dt><dd>${message.configurationSet ?? words.noConfigurationSet}</dd>
<dt>ID</dt><dd>${message.id}</dd>
${Object.entries(message.tags).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
${message.headers.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}
</dl></details>
</div>
</div>`,
  );
}

/** A header as mail programs show it: its encoded words (RFC 2047) as what they say. */
const decoded = (header: string): string =>
  header
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?UTF-8\?B\?([\w+/=]*)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString());

/** Scripts of a mail do not run. Its links work, each in a new tab, so that unsubscribing can be tried. */
function renderMail(mail: string, title: string): Html {
  const document = `<base target="_blank">${mail}`;
  return html`<iframe title="${title}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${document}"></iframe>`;
}

function renderDetails(event: SesEvent): Html | undefined {
  const details = describe(event);
  return details === undefined ? undefined : html`<br><span>${details}</span>`;
}

function describe(event: SesEvent): string | undefined {
  switch (event.type) {
    case 'Click':
      return event.link;
    case 'Bounce':
      return [event.bounceType, event.bounceSubType, event.bouncedRecipients?.join(', ')]
        .filter(Boolean)
        .join(' · ');
    case 'Complaint':
      return [event.complaintFeedbackType, event.complainedRecipients?.join(', ')]
        .filter(Boolean)
        .join(' · ');
    case 'Reject':
      return event.reason;
    case 'DeliveryDelay':
      return event.delayType;
    default:
      return undefined;
  }
}
