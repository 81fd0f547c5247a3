import {
  type Instant,
  instantFromMs,
  instantOfLocal,
  type PlainDate,
  plainDate,
} from '../../shared/calendar.ts';
import { InvalidInputError } from '../../shared/errors.ts';
import { cellText } from './cell.ts';
import { monthNamed } from './months.ts';

/** When something happened, as far as a file says. */
export interface StatedTime {
  readonly at: Instant;
  /** The day, where nothing more is stated; `at` is its beginning. */
  readonly on?: PlainDate;
}

/** Parses the time of a row; `undefined` when the text is not a time. */
export type TimeReader = (text: string) => StatedTime | undefined;

/**
 * The default format: times that can be read in one way only. That is ISO 8601 and what databases make of it, the year
 * before month and day, or the month as a word.
 */
export const isoFormat = 'iso';

const timeOfDay =
  '(?<hour>\\d\\d?):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?)?(?: ?(?<half>[AaPp]\\.?[Mm]\\.?))?';
const offset = '(?<offset>Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)(?: UTC)?';
const rest = `(?:(?:,? (?:(?:at|um|à|a las|alle|kl\\.) )?|T)${timeOfDay})?(?: Uhr)? ?(?:${offset})?$`;
const year = '(?<year>\\d{4})';
const month = '(?<monthName>\\p{L}{3,12})\\.?';
const day = '(?<day>\\d\\d?)(?:st|nd|rd|th|er|\\.|º)?';
const weekday = '^(?:\\p{L}{2,12}[.,]{0,2} )?';

const unambiguous = [
  `^${year}(?<mark>[-/.])(?<month>\\d\\d?)\\k<mark>(?<day>\\d\\d?)${rest}`,
  `^${year}年(?<month>\\d\\d?)月(?<day>\\d\\d?)日? ?(?:${timeOfDay})?$`,
  `${weekday}${day}[ -](?:de )?${month}(?: de|,)?[ -]${year}${rest}`,
  `${weekday}${month} ${day},? ${year}${rest}`,
].map((source) => new RegExp(source, 'u'));

const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<shortYear>\\d\\d)',
  MMMM: '(?<monthName>\\p{L}{3,12})\\.?',
  MMM: '(?<monthName>\\p{L}{3,12})\\.?',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d\\d?)',
  DD: '(?<day>\\d\\d)',
  D: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d\\d?)',
  hh: '(?<hour>\\d\\d)',
  h: '(?<hour>\\d\\d?)',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d(?:[.,]\\d+)?)',
  A: '(?<half>[AaPp]\\.?[Mm]\\.?)',
  Z: '(?<offset>Z|[+-]\\d\\d(?::?\\d\\d)?)',
};
const tokenPattern = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A|Z/g;

/**
 * Creates a reader of times written in `format`, such as `iso`, `M/D/YYYY H:mm` or `DD.MM.YYYY HH:mm:ss`.
 * A time without an offset is local time in `timeZone`.
 *
 * @throws InvalidInputError when the format lacks year, month or day, or contains a part twice
 */
export function createTimeReader(format: string, timeZone: string): TimeReader {
  const patterns = format === isoFormat ? unambiguous : [compileFormat(format)];
  // The lines of an order share their time, and parsing one costs several Intl calls.
  const known = new Map<string, StatedTime | undefined>();
  let last: { readonly text: string; readonly read: StatedTime | undefined } | undefined;
  const read = (text: string) => {
    if (known.has(text)) return known.get(text);
    if (known.size >= 1_000) known.clear();
    const plain = cellText(text).replace(/\s+/g, ' ');
    const stated = readTime(partsOf(plain, patterns), timeZone);
    known.set(text, stated);
    return stated;
  };
  return (text) => {
    // Quicker than to look up a text that is the same as in the row before.
    if (last?.text !== text) last = { text, read: read(text) };
    return last.read;
  };
}

type Parts = Readonly<Record<string, string | undefined>>;

function partsOf(text: string, patterns: readonly RegExp[]): Parts | undefined {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return groups;
  }
  return undefined;
}

function compileFormat(format: string): RegExp {
  const used = format.match(tokenPattern) ?? [];
  const has = (...names: string[]) => used.some((token) => names.includes(token));
  const problem =
    !has('YYYY', 'YY') || !has('M', 'MM', 'MMM', 'MMMM') || !has('D', 'DD')
      ? 'a format needs at least year, month and day, as in "M/D/YYYY H:mm"'
      : has('h', 'hh') !== has('A')
        ? '12-hour times (h) need AM or PM (A), and AM or PM needs 12-hour times'
        : undefined;
  const source = problem ?? sourceOf(format);
  try {
    if (problem === undefined) return new RegExp(`^${source}$`, 'u');
  } catch {
    // A part that occurs twice yields a duplicate group name, which is a syntax error.
  }
  const message = problem ?? 'a format can contain each part only once';
  throw new InvalidInputError(`Cannot read times as "${format}"`, [{ path: 'placedAtFormat', message }]);
}

const sourceOf = (format: string): string =>
  format.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(tokenPattern, (token) => tokens[token] ?? token);

function readTime(parts: Parts | undefined, timeZone: string): StatedTime | undefined {
  if (parts === undefined) return undefined;
  const { year = `20${parts['shortYear']}`, day = '', offset } = parts;
  const month = parts['monthName'] === undefined ? parts['month'] : monthNamed(parts['monthName']);
  if (month === undefined) return undefined;
  const [second = '00', fraction = parts['fraction'] ?? ''] = (parts['second'] ?? '00').split(/[.,]/);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const hour = hourOf(parts['hour'] ?? '0', parts['half']);
  const local = `${date}T${String(hour).padStart(2, '0')}:${parts['minute'] ?? '00'}:${second}`;
  const asIfUtcMs = Date.parse(`${local}Z`);
  // Date.parse turns 31 February into 3 March, so a date is valid only if it survives the round trip.
  if (Number.isNaN(asIfUtcMs) || !instantFromMs(asIfUtcMs).startsWith(local)) return undefined;
  if (year < '1970' || year >= '2200') return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const at =
    offset === undefined
      ? instantFromMs(Date.parse(instantOfLocal(local, timeZone)) + ms)
      : instantFromMs(asIfUtcMs - offsetMs(offset) + ms);
  return parts['hour'] === undefined ? { at, on: plainDate(date) } : { at };
}

function hourOf(text: string, half: string | undefined): number {
  const hour = Number(text);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function offsetMs(offset: string): number {
  if (/^[A-Z]/.test(offset)) return 0;
  const [hours = '0', minutes = '0'] = offset.slice(1).match(/\d\d/g) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (offset.startsWith('-') ? -60_000 : 60_000);
}
