/** What a simulation of a campaign says in English. Numbers, days and amounts are given as they are to be read. */
export const en = {
  title: (name: string, from: string, until: string, nights: string) =>
    `“${name}”, as if it had been published on ${from}: ${nights} nights until ${until}`,
  explained:
    'Nothing was sent or written. Customers do what they did; how they would have answered, nobody can know. Corrected orders count as they are known today, all other active campaigns run along, and nobody is on the phone yet.',
  notInThePast: (earliest: string, latest: string) =>
    `the past begins on a day from ${earliest} to ${latest}, the last of which anything is known`,
  reading: 'Going through the past',
  entered: (all: string, heldOut: string, share: string) =>
    `${all} entries, of which ${heldOut} (${share}) held out`,
  again: (again: string) => `${again} of them by customers who had entered before`,
  byWeek: 'By week',
  byLifecycle: 'By lifecycle',
  byTier: 'By tier',
  byLocale: 'By locale',
  keptOut: 'Kept out (customers)',
  reasons: {
    excluded: 'in another campaign that excludes this one',
    'entered-before': 'had entered before',
    'entered-lately': 'had entered too lately',
    'held-out-of-all': 'held out of all campaigns',
    audience: (condition: string) => `event came, but not in the audience (${condition})`,
  },
  step: (number: number, action: string, done: string) => `Step ${number}, ${action}: ${done}`,
  sent: (count: string) => `${count} sent`,
  queued: (count: string) => `${count} to call`,
  postponed: (count: string) => `${count} of them after quiet hours`,
  budgetUsedUp: (day: string, limit: string, spent: string) =>
    `Its budget of ${limit} would have been used up on ${day}, and the rest would have waited; with room for all it is ${spent} in the end`,
  coupons: (promised: string, cost: string) =>
    `${promised} coupons promised; at worst they cost ${cost}, if each is used once for an order of the customer’s usual size`,
  unpriced: (count: string) => `${count} of them are for something that has no price here`,
  calls: (asked: string, most: string, capacity: string) =>
    `${asked} calls asked for, at most ${most} on a day; staff can make ${capacity}`,
  tooMany: (days: string, calls: string) =>
    `on ${days} days too many, together by ${calls}: those customers are not called`,
  without: (rate: string, low: string, high: string, of: string, days: string) =>
    `Without it, ${rate} (95% interval ${low} to ${high}) of ${of} customers ordered within ${days} days of entering: a lift has to beat that`,
  noRate: 'Nobody’s goal has ended yet, so it is not known what they do without it',
  visible: (from: string, to: string, weeks: string, holdout: string) =>
    `With ${holdout} held out, a rise from ${from} to ${to} or more would be found within ${weeks} weeks, in four cases of five`,
  nothingVisible: (weeks: string, holdout: string) =>
    `With ${holdout} held out, no effect would be found within ${weeks} weeks, however large`,
  cost: (emails: string, sending: string, nights: string) =>
    `On AWS: ${emails} emails ${sending}; the nights ${nights}, with or without this campaign`,
};
