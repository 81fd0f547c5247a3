import { html } from '../../../shared/html.ts';
import { previewWords } from '../../../shared/words/preview.ts';

const { en, zh } = previewWords;

/** Says that an address shows nothing any more, in both languages, since it does not say which one is read. */
export const endedPage = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${en.ended}</title></head>
<body style="margin:0;padding:40px 20px;background:#fff;font:16px/1.6 system-ui,sans-serif;color:#2b2724;text-align:center">
<p>${en.ended}</p>
<p lang="zh-CN">${zh.ended}</p>
</body>
</html>`.markup;
