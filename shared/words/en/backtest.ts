const cause = 'A season or a sale does that; how well customers are ranked is told apart.';

/** The texts of the backtest in English. Large counts and shares are passed in already formatted. */
export const en = {
  /** Above the bar while everybody's orders are read. */
  progress: 'Backtest: reading orders',
  title: (on: string, days: number, customers: string) =>
    `Fitted to what was known on ${on}, held against the ${days} days after it: ${customers} customers`,
  ranking: (model: string, frequency: string, recency: string) =>
    `Of two customers, the one who ordered had been given the higher chance in ${model} of cases (1 is perfect, 0.5 is a coin; by frequency alone ${frequency}, by recency alone ${recency}).`,
  noPrediction: 'No order was foretold.',
  /** Order days that came, and those that were predicted. */
  counts: (came: string, predicted: string) => `${came} order days came for ${predicted} that were foretold`,
  /** How the counts compare; `factor` is what came, divided by what was predicted. */
  comparison: {
    'as-expected': (counts: string) => `${counts}: as many as expected.`,
    'too-low': (counts: string, factor: string) =>
      `${counts}: ${factor} times as many. The forecast was too low. ${cause}`,
    'too-high': (counts: string, factor: string) =>
      `${counts}: only ${factor} times as many. The forecast was too high. ${cause}`,
  },
  noOrders: 'there are no orders yet; import some first',
  tooShort: (firstDay: string, longest: number) =>
    `orders begin on ${firstDay}: that is too short a past. As much of it must be known as is to be foretold, so --horizon can be at most ${longest} days`,
  tooFew: (on: string, came: number, needed: number) =>
    `too little history before ${on}: ${came} customers had come back, and it takes ${needed}`,
  noFit: (on: string) =>
    `what was known on ${on} could not be fitted, so there is nothing to hold against it`,
  deciles: 'Tenths of the customers, from the least likely up: how many, chance foretold, share that ordered',
  lifecycles: (days: number) => `Share of each lifecycle that ordered again within ${days} days`,
};
