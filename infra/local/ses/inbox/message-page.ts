import { type Html, html } from '../../../../shared/html.ts';
import type { SesEvent } from '../event.ts';
import type { StoredMessage } from '../message.ts';
import { renderTags } from './list-page.ts';
import { linkTo, type PageContext, renderPage, showTime } from './page.ts';
import { tones } from './status.ts';
import { words } from './words.ts';

/** One message: the mail as a customer would see it, what it was sent with, and what became of it. */
export function renderMessage(context: PageContext, message: StoredMessage): Html {
  const { language, url } = context;
  const say = words[language];
  const subject = message.subject || say.noSubject;
  return renderPage(
    context,
    subject,
    html`
<a class="back" href="${linkTo(url, { path: '/' })}">${say.back}</a>
<h1 class="subject">${subject}</h1>
<div class="split">
<div>
${message.html !== undefined && html`<section class="card"><h2>${say.mail}</h2>${renderMail(message.html, say.mail)}</section>`}
${message.text !== undefined && html`<section class="card"><h2>${say.asText}</h2><pre>${message.text}</pre></section>`}
</div>
<div>
<section class="card"><dl>
<dt>${say.from}</dt><dd>${message.from}</dd>
<dt>${say.to}</dt><dd>${message.to.join(', ')}</dd>
${message.cc.length > 0 && html`<dt>${say.cc}</dt><dd>${message.cc.join(', ')}</dd>`}
${message.bcc.length > 0 && html`<dt>${say.bcc}</dt><dd>${message.bcc.join(', ')}</dd>`}
${message.replyTo.length > 0 && html`<dt>${say.replyTo}</dt><dd>${message.replyTo.join(', ')}</dd>`}
<dt>${say.sentAt}</dt><dd>${showTime(language, message.atMs)}</dd>
<dt>${say.configurationSet}</dt><dd>${message.configurationSet ?? say.noConfigurationSet}</dd>
<dt>ID</dt><dd>${message.id}</dd>
</dl></section>
<section class="card"><h2>${say.timeline}</h2><ol class="timeline">
<li><strong>${say.accepted}</strong>${showTime(language, message.atMs)}</li>
${message.events.map(
  ({ atMs, event }) =>
    html`<li class="${tones[event.type]}"><strong>${say.events[event.type]}</strong>${showTime(language, atMs)}${renderDetails(event)}</li>`,
)}
</ol></section>
<section class="card"><h2>${say.tags}</h2><div class="pad">${renderTags(url, message) ?? say.none}</div></section>
<section class="card"><h2>${say.headers}</h2>${
      message.headers.length === 0
        ? html`<div class="pad">${say.none}</div>`
        : html`<dl>${message.headers.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
    }</section>
</div>
</div>`,
  );
}

/** No script of a mail may run; its links may, so that unsubscribing can be tried, each in a tab of its own. */
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
