/** A count, and how it is written. */
interface Count {
  readonly count: number;
  readonly shown: string;
}

const counted = ({ count, shown }: Count, noun: string): string =>
  `${shown} ${noun}${count === 1 ? '' : 's'}`;

/** The texts of the summary of an import in English. Counts are passed in already formatted. */
export const en = {
  /** For numbers and amounts. */
  locale: 'en-GB',
  imported: (file: string, mapping: string) => `${file} (${mapping}) imported`,
  dryRun: (file: string, mapping: string) => `${file} (${mapping}) read; nothing was stored`,
  rowsRejectedIn: (rows: Count, file: string) =>
    `${counted(rows, 'row')} ${rows.count === 1 ? 'was' : 'were'} rejected; see ${file} for the reasons`,
  rows: 'Rows',
  rowsWithoutCustomer: '  without a customer',
  cancellationRows: '  of cancellations',
  rowsRejected: '  rejected',
  orderIds: 'Order numbers',
  customers: 'Customers',
  purchases: 'Purchases',
  refunds: 'Refunds',
  stored: 'Stored',
  contactsLeftOut: 'Contact details left out',
  skipped: 'passed over',
  purchasesAre: (orders: Count, customers: Count, value: string) =>
    `${counted(orders, 'order')} of ${counted(customers, 'customer')}, ${value}`,
  storedAre: (created: string, updated: string, unchanged: string) =>
    `${created} new, ${updated} changed, ${unchanged} as before`,
  erased: '  of erased customers',
  refused: 'refused',
  /** Why rows were rejected, by the code of the rejection. */
  rejections: {
    'broken-row': 'the row cannot be read',
    'no-customer': 'no customer',
    'bad-id': 'an id that cannot be one',
    'shortened-id': 'a number shortened by a spreadsheet',
    'bad-time': 'a time that cannot be read',
    'bad-number': 'a number that cannot be read',
    'no-product': 'nothing says what was bought',
    'nothing-sold': 'quantity zero or below',
    'no-price': 'price zero or below',
    'returned-more': 'more given back than bought',
    'two-amounts': 'one order, two totals or other amounts',
    'not-an-order': 'a status that says it is no order',
    'unknown-status': 'a status that nothing explains',
    'other-currency': 'not in the shop’s currency',
    'other-customer': 'one order, two customers',
    'too-many-lines': 'an order of more than 2,000 lines',
    'order-refused': 'another line of the order was refused',
    'order-invalid': 'not a valid order',
    'not-sorted': 'too far from the other lines of its order',
  },
};
