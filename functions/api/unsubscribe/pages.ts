import { escapedHtml } from '../../../shared/html.ts';

/** Both languages on one page: who follows the link has not told us which one they read. */
const page = (shopName: string, english: string, chinese: string, button = ''): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapedHtml(shopName)}</title></head>
<body style="margin:0;min-height:100vh;display:grid;place-items:center;background:#f4f1ec;font:17px/1.6 system-ui,sans-serif;color:#2b2724">
<main style="max-width:420px;background:#fff;border-radius:12px;padding:40px;text-align:center">
<p style="font-weight:600;color:#b4531f;margin-top:0">${escapedHtml(shopName)}</p>
<p>${english}</p>
<p lang="zh">${chinese}</p>
${button}
</main>
</body>
</html>`;

const stopButton =
  '<form method="post"><button style="font:inherit;padding:10px 24px;border:0;border-radius:8px;background:#b4531f;color:#fff;cursor:pointer">Unsubscribe · 退订</button></form>';

export const askingPage = (shopName: string): string =>
  page(shopName, 'Stop all marketing emails from us?', '确定不再接收我们的营销邮件吗？', stopButton);

export const donePage = (shopName: string): string =>
  page(
    shopName,
    'Done. You will get no more marketing emails from us.',
    '已退订，您将不再收到我们的营销邮件。',
  );

export const unknownPage = (shopName: string): string =>
  page(shopName, 'This link is not one of ours, or was cut off.', '此链接无效或不完整。');
