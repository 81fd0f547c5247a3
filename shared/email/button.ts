import { type Html, html, trustedHtml } from '../html.ts';

/** The colour of what stands out in an email: the shop's name, links, buttons. */
export const accent = '#b4531f';

/**
 * A link as a button. It is a table with one cell, since Outlook on Windows draws with Word, which ignores the padding
 * of a link and takes `mso-padding-alt` of a cell instead.
 *
 * @param label what stands on it, as HTML
 */
export const button = (url: string, label: string): Html =>
  html`<table role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:24px 0;border-collapse:separate"><tr><td align="center" bgcolor="${accent}" style="border-radius:8px;background:${accent};mso-padding-alt:12px 28px"><a href="${url}" style="display:inline-block;padding:12px 28px;border-radius:8px;background:${accent};color:#ffffff;font-weight:600;line-height:1.4;text-decoration:none;mso-padding-alt:0">${trustedHtml(label)}</a></td></tr></table>
`;
