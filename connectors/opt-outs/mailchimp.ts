import { type Columns, emailNames, type TableReading } from './columns.ts';
import type { Statement } from './statement.ts';

/**
 * Mailchimp's export of an audience: three files, of which the unsubscribed have `UNSUB_TIME` and `UNSUB_REASON` and the
 * cleaned `CLEAN_TIME`, or one with all of these, where they are empty for those who are subscribed. Undefined for
 * another file.
 */
export function mailchimpReading(columns: Columns): TableReading | undefined {
  const unsubscribedAt = columns.find('UNSUB_TIME');
  const reasonAt = columns.find('UNSUB_REASON');
  const cleanedAt = columns.find('CLEAN_TIME');
  const isMailchimp = columns.has('MEMBER_RATING', 'LEID', 'EUID', 'OPTIN_TIME', 'UNSUB_TIME', 'CLEAN_TIME');
  if (!isMailchimp) return undefined;
  if (unsubscribedAt === undefined && cleanedAt === undefined) {
    return {
      refusal:
        'this is an export of Mailchimp in which nobody has unsubscribed (there is neither UNSUB_TIME nor CLEAN_TIME), and whoever is subscribed must not be closed; give the files whose names begin with unsubscribed and cleaned',
    };
  }
  const emailAt = columns.find(...emailNames);
  if (emailAt === undefined)
    return { refusal: 'this is an export of Mailchimp without a column for the email address' };
  return {
    width: columns.width,
    read: (cells) => {
      const common = { says: 'opted-out', channel: 'email', address: cells(emailAt) } as const;
      const statements: Statement[] = [];
      if (cells(unsubscribedAt) !== '')
        statements.push({ ...common, reason: reasonOf(cells(reasonAt)), at: cells(unsubscribedAt) });
      if (cells(cleanedAt) !== '') statements.push({ ...common, reason: 'bounced', at: cells(cleanedAt) });
      return statements.length > 0 ? statements : [{ says: 'says-nothing' }];
    },
  };
}

/** The row says that the person is out; the answer to Mailchimp's question why only tells a complaint from the rest. */
const reasonOf = (answer: string) => (/\b(abuse|spam)\b/i.test(answer) ? 'complained' : 'unsubscribed');
