import { html, trustedHtml } from '../html.ts';
import { isLanguage } from '../language.ts';
import { emailWords } from '../words/email.ts';
import type { RenderedEmail } from './template.ts';

/** What surrounds the text of every email. */
export interface EmailFrame {
  readonly shopName: string;
  readonly unsubscribeUrl: string;
  /** The language of the text; the footer is in English where Rekindle does not speak it. */
  readonly language: string;
}

/**
 * Puts a rendered text into the frame that all emails share: readable width, system fonts, dark mode left to the
 * mail program, and the unsubscribe link at the bottom. The text's HTML is inserted as it is, since rendering has
 * escaped its variables. Styles are inline because mail programs drop style sheets.
 */
export function layOut(
  email: RenderedEmail,
  { shopName, unsubscribeUrl, language }: EmailFrame,
): { html: string; text: string } {
  const { why, stop } = emailWords[isLanguage(language) ? language : 'en'].footer;
  const page = html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${email.subject}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f1ec">
<div style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px;padding:32px;font:16px/1.6 -apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif;color:#2b2724">
<p style="margin:0 0 24px;font-weight:600;color:#b4531f">${shopName}</p>
${trustedHtml(email.html)}
</div>
<p style="max-width:560px;margin:16px auto 0;font:13px/1.5 sans-serif;color:#6d655e;text-align:center">${why(shopName)} <a ses:no-track href="${unsubscribeUrl}" style="color:#6d655e">${stop}</a></p>
</body>
</html>`;
  const text = `${email.text}\n\n--\n${why(shopName)}\n${stop}: ${unsubscribeUrl}\n`;
  return { html: page.markup, text };
}
