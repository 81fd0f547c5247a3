import { continued } from '../csv/continued.ts';
import { readJsonList } from './json-list.ts';
import type { OptOutList, OptOutListOptions } from './opt-out-list.ts';
import { createOptOutTimeReader } from './statement.ts';
import { readTableList } from './table-list.ts';

/**
 * Opens a list of opt-outs, which is recognised by its columns or fields: of Amazon Pinpoint, Mailchimp or Klaviyo, SES's
 * account suppression list, an SMS opt-out list, our own export, or any other list with email addresses or phone numbers.
 * Stores nothing, and holds one row in memory.
 *
 * Nobody is taken to be out unless the list says so; a word that nothing explains rejects its row.
 *
 * @throws InvalidInputError for a file that is none of these, with what it has and what would be read
 */
export async function readOptOuts(
  bytes: AsyncIterable<Uint8Array>,
  options: OptOutListOptions,
): Promise<OptOutList> {
  const { start, all } = await peek(bytes);
  const readTime = createOptOutTimeReader(options.timeZone);
  return start === '{' || start === '['
    ? readJsonList(all, options, readTime)
    : readTableList(all, options, readTime);
}

// Byte order marks of UTF-8 and UTF-16, the zero bytes of UTF-16, and spaces.
const passedOver = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x09, 0x0a, 0x0d, 0x20]);

/** The first character of a text that is no space, and its bytes again from their beginning. */
async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly start: string | undefined; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let start: number | undefined;
  while (start === undefined) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    start = next.value.find((byte) => !passedOver.has(byte));
  }
  return {
    start: start === undefined ? undefined : String.fromCharCode(start),
    all: continued(taken, iterator),
  };
}
