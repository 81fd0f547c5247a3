import { type Html, html } from '../../../shared/html.ts';
import { type UnsubscribeWords, unsubscribeWords } from '../../../shared/words/unsubscribe.ts';

const { en, zh } = unsubscribeWords;

/** A page that says one thing in both languages, since the link does not say which one the customer reads. */
const pageFor = (shopName: string, text: Exclude<keyof UnsubscribeWords, 'button'>, button?: Html): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${shopName}</title></head>
<body style="margin:0;min-height:100vh;display:grid;place-items:center;background:#f4f1ec;font:17px/1.6 system-ui,sans-serif;color:#2b2724">
<main style="max-width:420px;background:#fff;border-radius:12px;padding:40px;text-align:center">
<p style="font-weight:600;color:#b4531f;margin-top:0">${shopName}</p>
<p>${en[text]}</p>
<p lang="zh">${zh[text]}</p>
${button}
</main>
</body>
</html>`.markup;

const stopButton = html`<form method="post"><button style="font:inherit;padding:10px 24px;border:0;border-radius:8px;background:#b4531f;color:#fff;cursor:pointer">${en.button} · ${zh.button}</button></form>`;

/** Asks whether to unsubscribe, with the button that does it. */
export const askingPage = (shopName: string): string => pageFor(shopName, 'ask', stopButton);

/** Confirms that the customer is unsubscribed. */
export const donePage = (shopName: string): string => pageFor(shopName, 'done');

/** Says that the link is not a valid one. */
export const unknownPage = (shopName: string): string => pageFor(shopName, 'unknown');
