import { html, trustedHtml } from '../html.ts';
import { isLanguage } from '../language.ts';
import { visibleLine } from '../text.ts';
import { emailWords } from '../words/email.ts';
import { accent } from './button.ts';
import { withAddress } from './plain-text.ts';
import type { RenderedEmail } from './template.ts';

/** What surrounds the text of every email. */
export interface EmailFrame {
  readonly shopName: string;
  /** Where the shop can be reached by post, in one or more lines. */
  readonly postalAddress?: string | undefined;
  readonly unsubscribeUrl: string;
  /** The language of the text; the footer is in English where Rekindle does not speak it. */
  readonly language: string;
}

const width = 560;
const typeface = trustedHtml(
  "font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif",
);
const table = trustedHtml('table role="presentation" border="0" cellpadding="0" cellspacing="0"');
// Outlook on Windows knows no max-width, so for Outlook alone the column stands in a table of that width.
const outlookBegin = trustedHtml(
  `<!--[if mso]><${table.markup} width="${width}" align="center"><tr><td><![endif]-->`,
);
const outlookEnd = trustedHtml('<!--[if mso]></td></tr></table><![endif]-->');

/**
 * Puts a rendered text into the frame that all emails share: readable width, system fonts, dark mode left to the mail
 * program, and at the bottom who sent it, from where, and the link that unsubscribes. The text's HTML is inserted as it
 * is, since rendering has escaped its variables. It is laid out by tables and inline styles, the only means that all
 * mail programs have.
 */
export function layOut(
  email: RenderedEmail,
  { shopName, postalAddress, unsubscribeUrl, language }: EmailFrame,
): { html: string; text: string } {
  const { why, stop } = emailWords[isLanguage(language) ? language : 'en'].footer;
  const addressLines = linesOf(postalAddress);
  const page = html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${email.subject}</title></head>
<body style="margin:0;padding:0;background:#f4f1ec">
<${table} width="100%" bgcolor="#f4f1ec"><tr><td align="center" style="padding:24px 12px">
${outlookBegin}
<${table} width="100%" style="max-width:${width}px;table-layout:fixed">
<tr><td align="left" bgcolor="#ffffff" style="padding:32px 28px 16px;background:#ffffff;border-radius:12px;${typeface};font-size:16px;line-height:1.6;color:#2b2724;overflow-wrap:break-word">
<p style="margin:0 0 24px;font-weight:600;color:${accent}">${shopName}</p>
${trustedHtml(email.html)}
</td></tr>
<tr><td align="center" style="padding:16px 12px 0;${typeface};font-size:13px;line-height:1.5;color:#6d655e;overflow-wrap:break-word">
${why(shopName)}<br><a ses:no-track href="${unsubscribeUrl}" style="color:#6d655e">${stop}</a>${
    addressLines.length > 0 && html`<br><br>${shopName}${addressLines.map((line) => html`<br>${line}`)}`
  }
</td></tr>
</table>
${outlookEnd}
</td></tr></table>
</body>
</html>`;
  const sender = addressLines.length > 0 ? `\n\n${[shopName, ...addressLines].join('\n')}` : '';
  const text = `${email.text}\n\n--\n${why(shopName)}\n${withAddress(stop, unsubscribeUrl)}${sender}\n`;
  return { html: page.markup, text };
}

const linesOf = (text = ''): string[] =>
  text
    .split(/\r?\n/)
    .map(visibleLine)
    .filter((line) => line !== '');
