/** The texts of the population report in English. Numbers are passed in already formatted. */
export const en = {
  title: 'Population report',
  asOf: (date: string) => `as of the night of ${date}`,
  customers: 'customers',
  customersCount: (count: string) => `${count} customers`,
  share: 'share',
  keyFigures: 'Key figures',
  key: {
    active: 'of all customers are active',
    reactivated: 'came back that night',
    chance: (days: number) => `of those who ordered in the last year will order in ${days} days`,
    value: (months: number) => `worth of the middle one of those with an order, ${months} months`,
    topFifth: 'of the value of all orders from the top 20% of those with one',
  },
  name: 'name',
  colon: ': ',
  nobody: 'nobody',
  tableOf: (chart: string) => `${chart}: the numbers`,
  sections: {
    standing: 'Where customers stand',
    rfm: 'Recency and frequency',
    kinds: 'Who they are',
    outlook: 'What to expect of them',
    backtest: 'Are the forecasts right?',
    revenue: 'Loyalty or new customers?',
  },

  lifecycle: 'lifecycle',
  lifecycles: 'Lifecycles',
  limits: {
    measured: (active: string) =>
      `Active is up to ${active} days since the last order, measured from this shop's own gaps between orders, those not yet ended included.`,
    assumed: (active: string) =>
      `Active is up to ${active} days since the last order. That is assumed until there is a forecast, which the shop's own limits come from.`,
    byChance: (cooling: string) =>
      `A customer with a quicker rhythm is held to that one. Beyond it the chance of an order decides: above the average of those who ordered in the last year they are cooling, below it silent, and below half of it, after ${cooling} days, lost.`,
    byDays: (cooling: string, silent: string) =>
      `Cooling is up to ${cooling} days, silent up to ${silent}, and lost beyond.`,
  },
  moved: 'Who moved that night',
  from: 'from',
  to: 'to',
  nobodyMoved: 'Nobody moved from one lifecycle to another that night.',
  firstClassified: (count: string) => `${count} customers were classified for the first time.`,
  cameBack: 'came back',
  reactivated: (count: number, shown: string) => {
    if (count === 0) return 'Nobody came back from silent or lost that night.';
    const who = count === 1 ? 'customer' : 'customers';
    return `${shown} ${who} came back from silent or lost that night.`;
  },
  borderline: 'On the border',
  borderlineNote: 'Three kinds of customers that the right message may win.',

  rfmNote:
    'Scores from 1 to 5, five being the best fifth; rows are how lately, columns on how many days they ordered.',
  recency: 'recency',
  frequency: 'frequency',
  monetary: 'money',
  fewest: 'rarely',
  most: 'often',
  latest: 'lately',
  oldest: 'long ago',
  emptyScore: (part: string, scores: string) =>
    `Nobody has ${part} ${scores}: too many customers are alike, and customers who are alike get the same score.`,
  and: (items: readonly string[]) => new Intl.ListFormat('en').format(items),
  segments: 'Segments',
  groups: 'Value groups',
  groupsNote:
    'Important is a high money score; recency and frequency say whether to keep, develop, hold or win back.',

  types: 'Five types',
  typesNote: 'Types are flags and may overlap: a customer can be of several, or of none.',
  treatment: 'treatment',
  traits: 'Traits',
  traitsNote: 'Traits may overlap as well.',
  tiers: 'Membership tiers',
  man: 'Money, authority, need',
  manNote: 'A capital letter is high, a small one low, and ? is not known.',
  code: 'code',
  /** The customers of whom something is not known, taken together. */
  notAllKnown: 'not all known',
  allCodes: 'All codes',

  chance: (share: string, days: number) =>
    `Of those who ordered in the last year, ${share} can be expected to order within the next ${days} days.`,
  season: (days: number, factor: string) =>
    `At this time of year, ${days} days bring ${factor} times as many repeat orders as on average. Expected orders and values are multiplied by that; chances are not.`,
  value: (months: number) => `Customer lifetime value over ${months} months`,
  quartiles: (low: string, middle: string, high: string) =>
    `Half of the customers are worth between ${low} and ${high}; the one in the middle ${middle}.`,
  valueRange: 'worth',
  upTo: (from: string, to: string) => `${from} – ${to}`,
  beyond: (from: string) => `${from} and more`,
  median: (value: string) => `middle ${value}`,
  noValue: 'No repeat order has a value, so nothing is said about lifetime value.',
  byOwnMean:
    'Orders are too much alike, or too few, to model their values. The next order is taken to be worth what the customer’s own were on average, drawn towards the shop’s average.',
  model: 'The model',
  pace: (every: string, leave: string) =>
    `While they are customers, they order about every ${every}; after an order, ${leave} leave for good.`,
  regular:
    'Their orders come at fairly regular intervals: somebody who is due is likelier to order than somebody who has just ordered.',
  meanOrder: (value: string) => `An order is worth ${value} on average.`,
  leaveAndLost: (leave: string, lost: string) =>
    `Not to be confused: ${leave} is what leaves after each single order; ${lost} of all customers are lost, which is everybody who has left over the years and is not expected back.`,
  weeks: (count: string) => `${count} weeks`,
  days: (count: string) => `${count} days`,
  fittedTo: (customers: string, repeatBuyers: string) =>
    `Fitted to ${customers} customers; ${repeatBuyers} of them came back.`,
  noModel: {
    'too-few-repeat-buyers': (came: string, needed: string) =>
      `No forecast yet: ${came} customers have come back, and ${needed} are needed.`,
    'too-young': (days: string, needed: string) =>
      `No forecast yet: the first order was ${days} days ago. Before ${needed} days have passed nobody can have been away for long, and customers who only have not come back yet would look as if they had left.`,
    'no-history': () => 'No forecast yet: all orders are too close together in time.',
    'no-convergence': () =>
      'No forecast tonight: no set of parameters fits these orders better than another.',
  },
  /** Why this model and not the other: the log-likelihood is that of who ordered in the days held back. */
  comparison: (other: string, customers: string, days: number, gain: string, error: string) =>
    `Compared with ${other} by the last ${days} days of ${customers} customers: log-likelihood of who ordered ${gain}, standard error ${error}`,
  perUnit: { weeks: 'times in weeks', days: 'times in days' },
  smallestUnit: 'amounts in the smallest unit of the currency',

  notBacktested: 'The backtest was left out.',
  decile: 'tenth',
  predicted: 'predicted',
  came: 'came',
  calibration: 'Chance of an order, predicted and actual',
  calibrationNote:
    'Each dot is a tenth of the customers. On the line, as many ordered as predicted; above it, more.',
  ranking: 'How well customers were ranked',
  rankedBy: { model: 'the model', frequency: 'frequency alone', recency: 'recency alone' },
  auc: 'right order',
  aucNote: 'Bars begin at 0.5, the toss of a coin.',
  orderedAgain: (days: number) => `Ordered again within ${days} days`,

  /** Said only where the report is a screen. */
  screen: {
    compared: (night: string) => `In brackets: more or fewer than in the night of ${night}.`,
    leads:
      'Each link leads to these customers as the next night would see them, so a count there may differ.',
    tenths: 'Each row is a tenth of the customers, those least likely to order first.',
    backtest: (days: number) =>
      `Each night forgets the last ${days} days of the customers in its sample, forecasts them anew, and compares that with what came.`,
    noBacktest:
      'Forecasts cannot be compared with what came yet: that takes a forecast tonight, and a shop that was old enough for one 90 days earlier.',
  },

  revenue: {
    revenue: 'revenue',
    concentration: 'How concentrated revenue is',
    topFifth: (share: string, from: string, to: string, revenue: string) =>
      `The top 20% of customers brought ${share} of the ${revenue} ordered from ${from} to ${to}.`,
    gini: (gini: string) =>
      `The Gini coefficient is ${gini}: 0 when all spend alike, 1 when one spends everything.`,
    topLabel: 'top 20% of customers',
    restLabel: 'the other 80%',
    noOrders: 'There are no orders yet.',
    flow: 'Period against period',
    byGroup: 'Group by group',
    noFlow: 'Two periods cannot be compared yet: the shop has to be two whole months old.',
    noRevenue: 'There was no revenue in this period, after refunds.',
    before: 'period before',
    now: 'this period',
    months: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    periods: (before: string, now: string, months: number) =>
      `${now} against ${before}: ${months === 1 ? 'one whole month' : `${months} whole months`} each, net of refunds.`,
    groups: {
      heavy: 'heavy buyers',
      light: 'light buyers',
      returned: 'returned',
      firstTime: 'first-time',
    },
    groupNotes: (heavyShare: string, heavyFrom: string) =>
      `Heavy buyers are the top ${heavyShare} of the period before by spend, from ${heavyFrom}; light buyers the others who bought then. Returned customers had bought earlier, though not then.`,
    total: 'all',
    customersBefore: 'customers before',
    buyersNow: 'buyers now',
    retained: 'bought again',
    revenueBefore: 'revenue before',
    revenueNow: 'revenue now',
    shareNow: 'share of now',
    change: 'change',
    answer: (of: string, heavy: string, light: string, returned: string, firstTime: string) =>
      `Of every ${of} of this period's revenue, ${heavy} came from heavy and ${light} from light buyers of the period before, ${returned} from earlier customers who returned, and ${firstTime} from first-time buyers`,
    verdicts: {
      kept: 'most of it from customers who had bought in the period before too.',
      won: 'most of it from people who had not bought in the period before.',
      both: 'in about equal parts from customers who had bought in the period before and from those who had not.',
    },
    cautions: {
      origin:
        'That says where revenue came from, not what spending on either would bring; a campaign with a holdout can say that.',
      regression:
        'Heavy buyers are picked by a period in which they spent much; for that reason alone they tend to spend less in the next.',
      season:
        'The periods are in different parts of the year, so seasons may explain part of the difference.',
    },
  },
  written: (path: string) => `The page is in ${path}`,
};
