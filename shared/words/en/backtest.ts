const cause = 'A season or a sale can do that; how well customers are ranked is a separate question.';

/** The texts of the backtest in English. Large counts and shares are passed in already formatted. */
export const en = {
  /** Above the bar while everybody's orders are read. */
  progress: 'Backtest: reading orders',
  title: (on: string, days: number, customers: string) =>
    `Fitted to what was known on ${on}, compared with the ${days} days after it: ${customers} customers`,
  ranking: (model: string, frequency: string, recency: string) =>
    `Of two customers, the one who ordered had been given the higher chance in ${model} of cases (1 is perfect, 0.5 is a coin; by frequency alone ${frequency}, by recency alone ${recency}).`,
  model: (name: string) => `Model: ${name}`,
  noPrediction: 'No order was predicted.',
  /** Order days that came, and those that were predicted. */
  counts: (came: string, predicted: string) => `${came} order days, where ${predicted} were predicted`,
  /** How the counts compare; `factor` is what came, divided by what was predicted. */
  comparison: {
    'as-expected': (counts: string) => `${counts}: as many as expected.`,
    'too-low': (counts: string, factor: string) =>
      `${counts}: ${factor} times as many. The forecast was too low. ${cause}`,
    'too-high': (counts: string, factor: string) =>
      `${counts}: only ${factor} times as many. The forecast was too high. ${cause}`,
  },
  /** The interval of the factor, after the comparison. */
  interval: (low: string, high: string) =>
    ` With these numbers, between ${low} and ${high} times as many as predicted are likely (95% interval).`,
  money: (came: string, predicted: string, factor: string, low: string, high: string) =>
    `${came} came in, net of refunds, where ${predicted} was predicted: ${factor} times as much (95% interval: ${low} to ${high}).`,
  moneyDeciles: 'Tenths of the customers by predicted money, from the least up: how many, predicted, came in',
  noOrders: 'there are no orders yet; import some first',
  tooShort: (firstDay: string, longest: number) =>
    `orders begin on ${firstDay}: that history is too short. It must be at least as long as the time to predict, so --horizon can be at most ${longest} days`,
  tooFew: (on: string, came: number, needed: number) =>
    `too little history before ${on}: ${came} customers had come back, and ${needed} are needed`,
  tooYoung: (on: string, days: number, needed: number) =>
    `on ${on} the shop's first order was ${days} days old: nothing is forecast before ${needed} days, so a shorter --horizon is needed`,
  noFit: (on: string) => `what was known on ${on} could not be fitted, so there is nothing to compare`,
  deciles:
    'Tenths of the customers, from the least likely up: how many, predicted chance, share that ordered',
  lifecycles: (days: number) => `Share of each lifecycle that ordered again within ${days} days`,
};
