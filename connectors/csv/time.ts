import { type Instant, instantFromMs, instantOfLocal } from '../../shared/calendar.ts';
import { InvalidInputError } from '../../shared/errors.ts';

/** Parses the time of a row; `undefined` when the text is not a time. */
export type TimeReader = (text: string) => Instant | undefined;

/** The default format: ISO 8601, seconds and offset optional, with `T` or a space before the time. */
export const isoFormat = 'iso';

const isoPattern =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?)? ?(?<offset>Z|UTC|[+-]\d\d:?\d\d)?$/;

const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<shortYear>\\d\\d)',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d\\d?)',
  DD: '(?<day>\\d\\d)',
  D: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d\\d?)',
  hh: '(?<hour>\\d\\d)',
  h: '(?<hour>\\d\\d?)',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d)',
  A: '(?<half>[AaPp][Mm])',
  Z: '(?<offset>Z|[+-]\\d\\d:?\\d\\d)',
};
const tokenPattern = /YYYY|YY|MM|M|DD|D|HH|H|hh|h|mm|ss|A|Z/g;

/**
 * Creates a reader of times written in `format`, such as `iso`, `M/D/YYYY H:mm` or `DD.MM.YYYY HH:mm:ss`.
 * A time without an offset is local time in `timeZone`; a date without a time means midnight.
 *
 * @throws InvalidInputError when the format lacks year, month or day, or contains a part twice
 */
export function createTimeReader(format: string, timeZone: string): TimeReader {
  const pattern = format === isoFormat ? isoPattern : compileFormat(format);
  // The lines of an order share their time, and parsing one costs six Intl calls.
  const known = new Map<string, Instant | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    if (known.size >= 1_000) known.clear();
    const read = readTime(pattern.exec(text.trim())?.groups, timeZone);
    known.set(text, read);
    return read;
  };
}

function compileFormat(format: string): RegExp {
  const used = format.match(tokenPattern) ?? [];
  const has = (...names: string[]) => used.some((token) => names.includes(token));
  const problem =
    !has('YYYY', 'YY') || !has('M', 'MM') || !has('D', 'DD')
      ? 'a format needs at least year, month and day, as in "M/D/YYYY H:mm"'
      : has('h', 'hh') !== has('A')
        ? '12-hour times (h) need AM or PM (A), and AM or PM needs 12-hour times'
        : undefined;
  const source = problem ?? sourceOf(format);
  try {
    if (problem === undefined) return new RegExp(`^${source}$`);
  } catch {
    // A part that occurs twice yields a duplicate group name, which is a syntax error.
  }
  const message = problem ?? 'a format can contain each part only once';
  throw new InvalidInputError(`Cannot read times as "${format}"`, [{ path: 'placedAtFormat', message }]);
}

const sourceOf = (format: string): string =>
  format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(tokenPattern, (token) => tokens[token] ?? token);

function readTime(parts: Record<string, string> | undefined, timeZone: string): Instant | undefined {
  if (parts === undefined) return undefined;
  const { year = `20${parts['shortYear']}`, month = '', day = '', second = '00', offset } = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const hour = hourOf(parts['hour'] ?? '0', parts['half']);
  const local = `${date}T${String(hour).padStart(2, '0')}:${parts['minute'] ?? '00'}:${second}`;
  const asIfUtcMs = Date.parse(`${local}Z`);
  // Date.parse turns 31 February into 3 March, so a date is valid only if it survives the round trip.
  if (Number.isNaN(asIfUtcMs) || !instantFromMs(asIfUtcMs).startsWith(local)) return undefined;
  if (year < '1970' || year >= '2200') return undefined;
  if (offset === undefined) return instantOfLocal(local, timeZone);
  return instantFromMs(asIfUtcMs - offsetMs(offset));
}

function hourOf(text: string, half: string | undefined): number {
  const hour = Number(text);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetMs(offset: string): number {
  if (offset === 'Z' || offset === 'UTC') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return minutes * (offset.startsWith('-') ? -60_000 : 60_000);
}
