import { type Instant, instantFromMs } from '../../shared/calendar.ts';
import type { Channel } from '../../shared/recipients/address.ts';
import { createTimeReader, isoFormat } from '../csv/time.ts';
import { readAddress } from './address.ts';
import { type OptOutReason, type OptOutRow, type PassedOverReason, passedOverReasons } from './opt-out.ts';

/** What a row says about one mailbox or phone, before its address and time are read. */
export type Statement =
  | {
      readonly says: 'opted-out';
      readonly channel: Channel;
      readonly address: string;
      readonly reason: OptOutReason;
      /** Empty when the list does not say. */
      readonly at: string;
      readonly source?: string;
    }
  | { readonly says: PassedOverReason }
  /** A word that nothing explains. It is never guessed. */
  | { readonly says: 'unclear'; readonly problem: string };

/** Reads the time of an opt-out; undefined when it cannot be read. */
export type OptOutTimeReader = (text: string) => Instant | undefined;

/** A reader of times as databases and exports write them, and of seconds or milliseconds since 1970. */
export function createOptOutTimeReader(timeZone: string): OptOutTimeReader {
  const read = createTimeReader(isoFormat, timeZone);
  return (text) => {
    const plain = text.trim();
    if (/^\d{9,10}(\.\d+)?$/.test(plain)) return instantFromMs(Math.round(Number(plain) * 1_000));
    return /^\d{12,13}$/.test(plain) ? instantFromMs(Number(plain)) : read(plain)?.at;
  };
}

/**
 * What a row comes to: all its opt-outs, and what is unclear in it. Only a row that has neither is passed over, for the
 * clearest of its reasons.
 */
export function* outcomesOf(
  statements: readonly Statement[],
  { line, raw }: { readonly line: number; readonly raw: string },
  readTime: OptOutTimeReader,
): Generator<OptOutRow> {
  let isPassedOver = true;
  for (const statement of statements) {
    if (statement.says === 'opted-out') {
      isPassedOver = false;
      yield { line, ...outcomeOf(statement, raw, readTime) };
    } else if (statement.says === 'unclear') {
      isPassedOver = false;
      yield { line, kind: 'rejected', code: 'unknown-status', reason: statement.problem, raw };
    }
  }
  if (!isPassedOver) return;
  const why = passedOverReasons.find((reason) => statements.some(({ says }) => says === reason));
  yield { line, kind: 'passed-over', why: why ?? 'says-nothing' };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function outcomeOf(
  { channel, address: written, reason, at: writtenAt, source }: Statement & { says: 'opted-out' },
  raw: string,
  readTime: OptOutTimeReader,
): DistributiveOmit<OptOutRow, 'line'> {
  const read = readAddress(channel, written);
  if ('problem' in read) {
    const code = written.trim() === '' ? 'no-address' : 'bad-address';
    return { kind: 'rejected', code, reason: read.problem, raw };
  }
  const at = readTime(writtenAt);
  const isUnread = at === undefined && writtenAt.trim() !== '';
  const optOut = {
    channel,
    address: read.address,
    reason,
    ...(at !== undefined && { at }),
    ...(source !== undefined && source !== '' && { source }),
  };
  return { kind: 'opt-out', optOut, ...(isUnread && { unreadTime: writtenAt }) };
}
