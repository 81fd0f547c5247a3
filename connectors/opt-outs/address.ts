import { contactSchemas, readContact } from '../../shared/orders/contact.ts';
import { type Channel, normaliseEmail } from '../../shared/recipients/address.ts';
import { cellText } from '../csv/cell.ts';

/**
 * Reads the address of an opt-out. What a person would take for an address is one: `mailto:ann@example.com`,
 * `Ann <ann@example.com>`, `＠`. An address that is good as it stands is never changed but for its normal form.
 */
export function readAddress(
  channel: Channel,
  text: string,
): { readonly address: string } | { readonly problem: string } {
  const written = cellText(text);
  if (written === '')
    return { problem: `there is no ${channel === 'email' ? 'email address' : 'phone number'}` };
  const candidates = [text, written, channel === 'email' ? plainEmail(written) : plainPhone(written)];
  for (const candidate of candidates) {
    const address = readContact({ [channel]: candidate }).contact[channel];
    if (address !== undefined) return { address: channel === 'email' ? normaliseEmail(address) : address };
  }
  if (channel === 'phone' && /^\d([.,]\d+)?E\+?\d+$/i.test(written)) {
    const advice = 'export the list again and import it without opening it in between';
    return { problem: `a spreadsheet has shortened the number "${written}"; ${advice}` };
  }
  return {
    problem: `"${written.slice(0, 100)}" is not ${channel === 'email' ? 'an email address' : 'a phone number'}`,
  };
}

/** Whether a cell is an address, well written or not, rather than the name of a column. */
export const looksLikeAddress = (text: string): boolean =>
  channelOf(text) === 'email' || contactSchemas.phone.safeParse(plainPhone(text)).success;

/** The channel of an address in a list that does not say. */
export const channelOf = (text: string): Channel => (/[@＠﹫]/.test(text) ? 'email' : 'phone');

/** Without a name, brackets, quotes or punctuation around it, as addresses look when copied out of a mail program. */
function plainEmail(text: string): string {
  const inBrackets = /<([^<>]*)>[\s;,.]*$/.exec(text.normalize('NFKC'))?.[1];
  return (inBrackets ?? text.normalize('NFKC'))
    .trim()
    .replace(/^[\s"'“”‘’`([<;,]+|[\s"'“”‘’`)\]>;,.。]+$/g, '')
    .replace(/^mailto:([^?]*).*$/i, '$1')
    .replace(/\s*@\s*/, '@');
}

const plainPhone = (text: string): string =>
  cellText(text)
    .replace(/^["'“”‘’]+|["'“”‘’;,]+$/g, '')
    .replace(/^(tel|sms):/i, '');
