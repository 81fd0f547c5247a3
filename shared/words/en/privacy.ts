/** What the commands about erasure and opt-outs print in English. */
export const en = {
  /** What will be erased, before it is asked for. */
  willErase: (customer: string, facts: number, enrolments: number) =>
    `${customer}: ${counted(facts, 'order or other fact', 'orders and other facts')}, ${counted(enrolments, 'campaign entry', 'campaign entries')}, the profile, and all email copies on this machine`,
  others: (count: number, customers: string) =>
    `${count === 1 ? 'Another customer uses' : `${count} other customers use`} the same mailbox: ${customers}. Erase them too if they are the same person; nobody with this mailbox gets marketing any more without opting in again.`,
  cannotBeUndone: 'This cannot be undone.',
  erased: (customer: string) => `${customer} is erased.`,
  stays: 'What stays is an opaque mark, so that older facts are refused at every door and an opt-out holds.',
  callsEnded: (count: number) => `${counted(count, 'call', 'calls')} to staff withdrawn`,
  erasedAgain: (erasures: number, customers: number) =>
    `${counted(erasures, 'erasure', 'erasures')} applied; ${counted(customers, 'customer', 'customers')} of the restored tables erased again`,
  optOuts: {
    title: (file: string, format: string) => `${file}: a list of ${format}`,
    formats: {
      rekindle: 'Rekindle',
      pinpoint: 'Amazon Pinpoint',
      mailchimp: 'Mailchimp',
      klaviyo: 'Klaviyo',
      ses: 'Amazon SES (account suppression list)',
      sms: 'SMS opt-outs',
      table: 'opt-outs, by its columns',
      lines: 'addresses',
    },
    closed: 'closed now',
    alreadyClosed: 'closed already',
    openedSince: 'opted in since',
    passedOver: 'passed over',
    passedOverBecause: {
      'not-opted-out': 'did not opt out',
      'other-channel': 'another channel',
      'says-nothing': 'the list does not say',
    },
    rejected: 'rejected',
    unreadTimes: 'times not read',
    line: (line: number, reason: string) => `line ${line}: ${reason}`,
    /** What the readers of lists say, for the languages that they do not speak. */
    problem: (english: string) => english,
    more: (count: string) => `and ${count} more`,
    exported: (count: number, shown: string) => `${shown} ${count === 1 ? 'address' : 'addresses'} written`,
    reading: 'Opt-outs',
    locale: 'en',
  },
};

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
