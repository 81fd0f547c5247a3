import type { Channel } from '../../shared/recipients/address.ts';
import type { Columns, TableReading } from './columns.ts';
import { type OptOut, type OptOutReason, optOutReasons } from './opt-out.ts';

const header = ['channel', 'address', 'reason', 'at', 'source'];

/**
 * The lines of an export as CSV with the columns channel, address, reason, at and source, which `readOptOuts` reads back
 * without loss. What a spreadsheet would take for a formula or a number has an apostrophe in front.
 */
export async function* writeOptOuts(
  optOuts: AsyncIterable<OptOut> | Iterable<OptOut>,
): AsyncGenerator<string> {
  yield `${header.join(',')}\n`;
  for await (const { channel, address, reason, at = '', source = '' } of optOuts)
    yield `${[channel, address, reason, at, oneLine(source)].map(fieldOf).join(',')}\n`;
}

/** Our own export. Undefined for another file. */
export function exportReading(columns: Columns): TableReading | undefined {
  const [channelAt, addressAt, reasonAt, timeAt, sourceAt] = header.map((name) => columns.find(name));
  if (channelAt === undefined || addressAt === undefined || reasonAt === undefined) return undefined;
  return {
    isGuarded: true,
    width: Math.max(channelAt, addressAt, reasonAt, timeAt ?? 0) + 1,
    read: (cells) => {
      const [channel, reason] = [channelOf(cells(channelAt)), reasonOf(cells(reasonAt))];
      if (channel === undefined)
        return [unclear('channel', cells(channelAt), 'this list has the channels email and phone')];
      if (reason === undefined)
        return [unclear('reason', cells(reasonAt), `the reasons are ${optOutReasons.join(', ')}`)];
      const source = cells(sourceAt);
      return [{ says: 'opted-out', channel, address: cells(addressAt), reason, at: cells(timeAt), source }];
    },
  };
}

const unclear = (column: string, word: string, known: string) =>
  ({ says: 'unclear', problem: `"${word.slice(0, 100)}" in the column ${column}: ${known}` }) as const;

const channelOf = (text: string): Channel | undefined =>
  (['email', 'phone'] as const).find((channel) => channel === text.trim().toLowerCase());

const reasonOf = (text: string): OptOutReason | undefined =>
  optOutReasons.find((reason) => reason === text.trim().toLowerCase());

/** The text of a field of our own export, without the apostrophe that guards it. */
export const unguarded = (field: string): string => field.replace(/^'/, '');

function fieldOf(text: string): string {
  const guarded = /^[=+\-@'\t]/.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A source with a line end or half a character in it could not be read back. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/\p{Cs}/gu, '\uFFFD');
