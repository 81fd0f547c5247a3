import { contactSchemas } from '../orders/contact.ts';
import { visibleLine } from '../text.ts';

/** Who an email is from: `Tea & Co <hello@tea.example>`, or an address alone. */
export interface Sender {
  readonly name?: string;
  readonly address: string;
}

/** Why a text cannot be a sender, as a sentence for the person who set it. */
export interface SenderProblem {
  readonly problem: string;
}

/** Reads a sender as people write it, with or without a name, and the name with or without quotes. */
export function parseSender(text: string): Sender | SenderProblem {
  const line = visibleLine(text);
  const [, rawName = '', bracketed] = /^(.*?)\s*<([^<>]*)>$/.exec(line) ?? [];
  const address = contactSchemas.email.safeParse(bracketed ?? line);
  if (!address.success) {
    return { problem: `"${line}" names no email address; write: Your Shop <hello@your-shop.example>` };
  }
  const name = rawName.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1');
  if (/["<>]/.test(name)) return { problem: `the name in "${line}" has a quote that is not closed` };
  return { address: address.data, ...(name !== '' && { name }) };
}

/** A sender that says who writes: by its own name, or else by that of the shop. */
export function namedSender({ name, address }: Sender, shopName: string): Sender {
  const shown = name ?? visibleLine(shopName);
  return shown === '' ? { address } : { name: shown, address };
}

/**
 * The sender as a header has it: a name that is not plain ASCII as encoded words (RFC 2047, which SES asks for), any other
 * in quotes.
 */
export function senderHeader({ name, address }: Sender): string {
  if (name === undefined) return address;
  const isPlain = /^[\x20-\x7e]*$/.test(name);
  return isPlain
    ? `"${name.replace(/(["\\])/g, '\\$1')}" <${address}>`
    : `${encodedWords(name)} <${address}>`;
}

// An encoded word has at most 75 characters, its frame `=?UTF-8?B?…?=` takes 12, and base64 makes 4 of 3 bytes.
const bytesPerWord = 45;

function encodedWords(text: string): string {
  const words: string[] = [];
  let bytes = Buffer.alloc(0);
  for (const character of text) {
    const next = Buffer.from(character);
    if (bytes.length + next.length > bytesPerWord) {
      words.push(bytes.toString('base64'));
      bytes = Buffer.alloc(0);
    }
    bytes = Buffer.concat([bytes, next]);
  }
  return [...words, bytes.toString('base64')].map((word) => `=?UTF-8?B?${word}?=`).join(' ');
}
