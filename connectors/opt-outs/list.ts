import { yesOrNo } from '../csv/contact.ts';
import { type Cells, type Columns, emailNames, phoneNames, type TableReading } from './columns.ts';
import type { Statement } from './statement.ts';
import {
  type ClosingMeaning,
  exampleWords,
  meaningOfStatus,
  type StatusMeaning,
  strongest,
} from './status-words.ts';

/** Columns with a word that says whether, or why, somebody is out. */
const statusNames = [
  ...['status', 'state', 'reason', 'suppression reason', 'suppressed reason', 'suppression', 'subscription'],
  ...['subscription status', 'subscriber status', 'email status', 'contact status', 'marketing status'],
  ...[
    'email marketing status',
    'opt out reason',
    'unsubscribe reason',
    'unsubscribe status',
    'opt in status',
  ],
  ...['状态', '订阅状态', '退订状态', '原因', '退订原因'],
];

/** Columns in which a yes says that somebody is out, and what it says. */
const flagNames: Readonly<Record<ClosingMeaning, readonly string[]>> = {
  complained: ['complained', 'spam complaint', 'marked as spam'],
  bounced: ['bounced', 'hard bounced', 'hard bounce'],
  'do-not-contact': ['do not contact', 'donotcontact', '请勿联系'],
  'do-not-call': ['do not call', 'dnc', 'do not phone', '请勿致电'],
  unsubscribed: [
    ...[
      'unsubscribed',
      'unsubscribe',
      'opt out',
      'opted out',
      'opt out of email',
      'email opt out',
      'has opted out',
    ],
    ...[
      'has opted out of email',
      'suppressed',
      'is suppressed',
      'unsubscribe all',
      'do not email',
      '已退订',
      '退订',
    ],
  ],
};

/** Columns with the time since when somebody is out, which say so by being filled, and what they say. */
const sinceNames: Readonly<Record<ClosingMeaning, readonly string[]>> = {
  complained: ['complained at', 'complaint date', 'complaint time'],
  bounced: ['bounced at', 'bounce date', 'bounce time', 'hard bounced at'],
  'do-not-contact': [],
  'do-not-call': ['do not call since', 'opted out timestamp'],
  unsubscribed: [
    ...['unsubscribed at', 'unsubscribed on', 'unsubscribed date', 'unsubscribe date', 'unsubscribe time'],
    ...['unsubscription date', 'date unsubscribed', 'unsubscribed timestamp', 'opted out at', 'opted out on'],
    ...[
      'opt out date',
      'opt out time',
      'opt out timestamp',
      'suppressed at',
      'suppressed on',
      'suppression date',
    ],
    ...['suppression timestamp', 'date suppressed', '退订时间', '退订日期', '取消订阅时间'],
  ],
};

const timeNames = [
  ...[
    'at',
    'date',
    'time',
    'timestamp',
    'datetime',
    'date added',
    'added at',
    'added on',
    'added',
    'created',
  ],
  ...[
    'created at',
    'date created',
    'updated at',
    'last update time',
    'last updated',
    'effective date',
    'datum',
  ],
  ...['fecha', '时间', '日期', '添加时间', '创建时间', '日時', '日付'],
];

/**
 * Columns that a list of nothing but opt-outs may also have. In a file with any other, such as orders or consent, nothing
 * says that everybody in it is out.
 */
const harmlessNames = [
  ...['name', 'full name', 'first name', 'last name', 'firstname', 'lastname', 'company', 'organisation'],
  ...['organization', 'title', 'id', 'contact id', 'customer id', 'user id', 'profile id', 'country', 'city'],
  ...['language', 'locale', 'note', 'notes', 'comment', 'comments', 'source', 'list', '#', 'no', 'nr', ''],
  ...['姓名', '名字', '备注', '来源', '国家', '城市', '编号', '序号'],
];

/**
 * Any other table with a column for email addresses or phone numbers: either one that says of each row whether the
 * person is out, or a list of nothing but opt-outs. Undefined for a table without such a column.
 */
export function listReading(columns: Columns): TableReading | undefined {
  const phoneAt = columns.find(...phoneNames);
  // Beside a phone number, an address is where somebody lives.
  const emailAt =
    columns.find(...emailNames) ?? (phoneAt === undefined ? columns.find('address') : undefined);
  if (emailAt === undefined && phoneAt === undefined) return undefined;
  const deciding = decidingColumns(columns);
  const timesAt = columns.findAll([...Object.values(sinceNames).flat(), ...timeNames]);
  if (deciding.length === 0) {
    const others = [...emailNames, ...phoneNames, ...timeNames, ...harmlessNames];
    if (phoneAt === undefined) others.push('address');
    const strange = columns.without(others);
    if (strange.length > 0) return { refusal: nothingDecides(strange) };
  }
  const statementsOf = (cells: Cells, meaning: ClosingMeaning): Statement[] => {
    const at = timesAt.map(cells).find((text) => text !== '') ?? '';
    const [email, phone] = [cells(emailAt), cells(phoneAt)];
    const byEmail = { says: 'opted-out', channel: 'email', address: email, at } as const;
    const byPhone = {
      says: 'opted-out',
      channel: 'phone',
      address: phone,
      at,
      reason: 'do-not-call',
    } as const;
    if (meaning === 'do-not-call') return [byPhone];
    const reason = meaning === 'do-not-contact' ? 'unsubscribed' : meaning;
    if (meaning === 'do-not-contact' && email !== '' && phone !== '')
      return [{ ...byEmail, reason }, byPhone];
    if (emailAt !== undefined && (email !== '' || phone === '')) return [{ ...byEmail, reason }];
    return [reason === 'bounced' ? { ...byPhone, reason } : byPhone];
  };
  return {
    width: columns.width,
    read: (cells) => {
      // Whoever is in a list of nothing but opt-outs wants to hear nothing more, by any of the addresses.
      if (deciding.length === 0) return statementsOf(cells, 'do-not-contact');
      const found = deciding.map(({ index, meaningOf }) => ({ index, says: meaningOf(cells(index)) }));
      const closing = strongest(found.map(({ says }) => says).filter(isMeaning));
      if (closing !== undefined) return statementsOf(cells, closing);
      const unclear = found.find(({ says }) => says === 'unclear');
      if (unclear === undefined)
        return found.map(({ says }) => ({ says: says === 'not-opted-out' ? says : 'says-nothing' }));
      const [column, word] = [columns.names[unclear.index], cells(unclear.index).slice(0, 100)];
      const problem = `nothing explains "${word}" in the column ${column}; write ${exampleWords}`;
      return [{ says: 'unclear', problem }];
    },
  };
}

type Said = StatusMeaning | 'unclear' | 'says-nothing';

const isMeaning = (says: Said): says is StatusMeaning => says !== 'unclear' && says !== 'says-nothing';

interface DecidingColumn {
  readonly index: number;
  readonly meaningOf: (text: string) => Said;
}

/** The columns that say whether the person of a row is out. A time decides only where no word or flag does. */
function decidingColumns(columns: Columns): DecidingColumn[] {
  const statuses = columns.findAll(statusNames).map((index) => ({
    index,
    meaningOf: (text: string) => (text === '' ? 'says-nothing' : (meaningOfStatus(text) ?? 'unclear')),
  }));
  const flags = columnsOf(columns, flagNames, (meaning) => (text) => {
    if (text === '') return 'says-nothing';
    const answer = yesOrNo(text);
    const word = meaningOfStatus(text);
    if (word !== undefined || answer === undefined) return word ?? 'unclear';
    return answer ? meaning : 'not-opted-out';
  });
  const since = columnsOf(
    columns,
    sinceNames,
    (meaning) => (text) => (text === '' ? 'says-nothing' : meaning),
  );
  return statuses.length + flags.length > 0 ? [...statuses, ...flags] : since;
}

const columnsOf = (
  columns: Columns,
  names: Readonly<Record<ClosingMeaning, readonly string[]>>,
  reader: (meaning: ClosingMeaning) => DecidingColumn['meaningOf'],
): DecidingColumn[] =>
  (['complained', 'bounced', 'do-not-contact', 'do-not-call', 'unsubscribed'] as const).flatMap((meaning) =>
    columns.findAll(names[meaning]).map((index) => ({ index, meaningOf: reader(meaning) })),
  );

const nothingDecides = (strange: readonly string[]): string =>
  `nothing says who in this file opted out, and the columns ${strange.join(', ')} suggest that it holds others too; add a column "status" that says ${exampleWords}, or keep only whoever opted out and only the columns of addresses, name and time`;
