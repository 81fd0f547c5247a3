import { escapedHtml } from '../html.ts';
import type { RenderedEmail } from './template.ts';

const footers = {
  en: { why: 'You get this because you are a customer of', stop: 'Unsubscribe with one click' },
  zh: { why: '您收到此邮件，因为您是以下店铺的顾客：', stop: '一键退订' },
} as const;

/**
 * Puts a rendered text into the frame that all emails share: readable width, system fonts, dark mode left to the
 * mail program, and the way out at the bottom. Styles stand on the elements because mail programs drop style sheets.
 */
export function layOut(
  email: RenderedEmail,
  frame: { readonly shopName: string; readonly unsubscribeUrl: string; readonly language: string },
): { html: string; text: string } {
  const footer = frame.language === 'zh' ? footers.zh : footers.en;
  const html = `<!doctype html>
<html lang="${escapedHtml(frame.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapedHtml(email.subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f1ec">
<div style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px;padding:32px;font:16px/1.6 -apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif;color:#2b2724">
<p style="margin:0 0 24px;font-weight:600;color:#b4531f">${escapedHtml(frame.shopName)}</p>
${email.html}
</div>
<p style="max-width:560px;margin:16px auto 0;font:13px/1.5 sans-serif;color:#6d655e;text-align:center">${footer.why} ${escapedHtml(frame.shopName)}. <a href="${escapedHtml(frame.unsubscribeUrl)}" style="color:#6d655e">${footer.stop}</a></p>
</body>
</html>`;
  const text = `${email.text}\n\n--\n${footer.why} ${frame.shopName}.\n${footer.stop}: ${frame.unsubscribeUrl}\n`;
  return { html, text };
}
