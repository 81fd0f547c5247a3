import type { Channel } from '../../shared/recipients/address.ts';
import { yesOrNo } from '../csv/contact.ts';
import type { Cells, Columns, TableReading } from './columns.ts';
import type { OptOutReason } from './opt-out.ts';
import type { Statement } from './statement.ts';
import { meaningOfStatus, strongest } from './status-words.ts';

const consents = [
  { channel: 'email', name: 'Email Marketing Consent', reason: 'unsubscribed' },
  { channel: 'phone', name: 'SMS Marketing Consent', reason: 'do-not-call' },
] as const satisfies { channel: Channel; name: string; reason: OptOutReason }[];

/**
 * Klaviyo's export of a list or segment, recognised by its columns of consent and suppressions. Its export of suppressed
 * profiles has none of these and is a list with a reason. Undefined for another file.
 */
export function klaviyoReading(columns: Columns): TableReading | undefined {
  const isKlaviyo = columns.has('Email Suppressions', ...consents.map(({ name }) => name));
  if (!isKlaviyo) return undefined;
  const addresses = { email: columns.find('Email'), phone: columns.find('Phone Number', 'Phone') };
  const located = consents
    .filter(({ channel }) => addresses[channel] !== undefined)
    .map(({ name, ...consent }) => ({
      ...consent,
      name,
      index: columns.find(name),
      atIndex: columns.find(`${name} Timestamp`, `${name} Date`),
    }));
  const suppressionsAt = addresses.email === undefined ? undefined : columns.find('Email Suppressions');
  if (suppressionsAt === undefined && located.every(({ index }) => index === undefined)) {
    return {
      refusal:
        'this is an export of Klaviyo in which nothing says who opted out; export it with Email, Email Marketing Consent and Email Suppressions',
    };
  }
  const suppressionIn = (cells: Cells): Statement => {
    const text = cells(suppressionsAt);
    const common = { says: 'opted-out', channel: 'email', address: cells(addresses.email), at: '' } as const;
    const meaning = meaningOfSuppressions(text);
    if (meaning === undefined) return { says: 'unclear', problem: unknownWord('Email Suppressions', text) };
    return meaning === 'says-nothing' ? { says: meaning } : { ...common, reason: meaning };
  };
  return {
    width: columns.width,
    read: (cells) => {
      const stated = located.map(({ channel, name, reason, index, atIndex }): Statement => {
        const word = cells(index);
        const meaning = meaningOfStatus(word);
        if (word === '') return { says: 'says-nothing' };
        if (meaning === undefined) return { says: 'unclear', problem: unknownWord(name, word) };
        if (meaning === 'not-opted-out') return { says: meaning };
        return { says: 'opted-out', channel, address: cells(addresses[channel]), reason, at: cells(atIndex) };
      });
      const suppression = suppressionIn(cells);
      return stated.some((one) => saysSame(one, suppression)) ? stated : [...stated, suppression];
    },
  };
}

const saysSame = (one: Statement, other: Statement): boolean =>
  one.says === 'opted-out' &&
  other.says === 'opted-out' &&
  one.channel === other.channel &&
  one.reason === other.reason;

/** A cell with one or several reasons, which may stand in brackets with their times: `['HARD_BOUNCE']`. */
function meaningOfSuppressions(text: string): OptOutReason | 'says-nothing' | undefined {
  const words = text.split(/[[\]{}()'",:;|]+/).filter((word) => word.trim() !== '');
  if (words.length === 0) return 'says-nothing';
  const closing = strongest(words.map(meaningOfStatus).filter((meaning) => meaning !== undefined));
  if (closing !== undefined)
    return closing === 'bounced' || closing === 'complained' ? closing : 'unsubscribed';
  const answer = yesOrNo(text);
  return answer === undefined ? undefined : answer ? 'unsubscribed' : 'says-nothing';
}

const unknownWord = (column: string, word: string): string =>
  `nothing explains "${word.slice(0, 100)}" in the column ${column}; write SUBSCRIBED or UNSUBSCRIBED, or a reason such as HARD_BOUNCE`;
