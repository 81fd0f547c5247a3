import type { Language } from '../../shared/language.ts';
import type { BacktestOutcome } from '../../shared/operations/run-backtest.ts';
import type { Backtest } from '../../shared/scoring/backtest.ts';
import { words } from './words.ts';

const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)}%`;
/** 4,806: English and Chinese group digits alike. */
const grouped = (count: number): string => count.toLocaleString('en');
const two = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3));

/** How far from 1 a factor may lie before it is worth a word. */
const closeEnough = 0.1;

/** Above the bar while a backtest reads everybody's orders. */
export const backtestLabel: Readonly<Record<Language, string>> = {
  en: 'Backtest: reading orders',
  zh: '回测：读取订单',
};

/** Why there is nothing to hold the forecasts against. */
export function whyNoBacktest(
  outcome: Exclude<BacktestOutcome, { readonly fitted: true }>,
  language: Language,
): string {
  const said = backtestWords[language];
  if (outcome.reason === 'no-orders') return said.noOrders;
  if (outcome.reason === 'too-short-history') {
    return said.tooShort(outcome.firstDay, outcome.longestHorizonDays);
  }
  const { on } = outcome.split;
  return outcome.reason === 'too-few-repeat-buyers'
    ? said.tooFew(on, outcome.repeatBuyers, outcome.repeatBuyersNeeded)
    : said.noFit(on);
}

/** A backtest as a marketer reads it. */
export function renderBacktest(result: Backtest, language: Language): string {
  const { split, calibration } = result;
  const said = backtestWords[language];
  const deciles = calibration.deciles.map(
    ({ customers, chanceOfOrder, ordered }, index) =>
      `  ${String(index + 1).padStart(2)}  ${String(customers).padStart(7)}  ${percent(chanceOfOrder, 1).padStart(7)}  ${percent(ordered, 1).padStart(7)}`,
  );
  const lifecycles = result.orderedAgain.map(
    ({ lifecycle, customers, share }) =>
      `  ${words[language].lifecycles[lifecycle] ?? lifecycle} ${customers}: ${percent(share, 1)}`,
  );
  return [
    said.title(split.on, split.horizonDays, calibration.customers),
    '',
    said.ranking(two(calibration.auc), two(result.aucByFrequency), two(result.aucByRecency)),
    said.factor(calibration.orders, Math.round(calibration.expectedOrders), calibration.factor),
    '',
    said.deciles,
    ...deciles,
    '',
    said.lifecycles(split.horizonDays),
    ...lifecycles,
    '',
  ].join('\n');
}

const en = {
  title: (on: string, days: number, customers: number) =>
    `Fitted to what was known on ${on}, held against the ${days} days after it: ${grouped(customers)} customers`,
  ranking: (model: string, frequency: string, recency: string) =>
    `Of two customers, the one who ordered had been given the higher chance in ${model} of cases (1 is perfect, 0.5 is a coin; by frequency alone ${frequency}, by recency alone ${recency}).`,
  factor: (came: number, foretold: number, factor: number | undefined) => {
    if (factor === undefined) return 'No order was foretold.';
    const counts = `${grouped(came)} order days came for ${grouped(foretold)} that were foretold`;
    if (Math.abs(factor - 1) <= closeEnough) return `${counts}: as many as expected.`;
    const cause = 'A season or a sale does that; how well customers are ranked is told apart.';
    return factor > 1
      ? `${counts}: ${factor.toFixed(2)} times as many. The forecast was too low. ${cause}`
      : `${counts}: only ${factor.toFixed(2)} times as many. The forecast was too high. ${cause}`;
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

const zh: typeof en = {
  title: (on, days, customers) => `以 ${on} 为界拟合，与之后 ${days} 天对照：${grouped(customers)} 位客户`,
  ranking: (model, frequency, recency) =>
    `任取两位客户，下单者得到更高概率的比例为 ${model}（1 为完美，0.5 为掷硬币；仅按频次 ${frequency}，仅按最近购买 ${recency}）。`,
  factor: (came, foretold, factor) => {
    if (factor === undefined) return '没有预测到任何订单。';
    const counts = `预测 ${grouped(foretold)} 个下单日，实际 ${grouped(came)} 个`;
    if (Math.abs(factor - 1) <= closeEnough) return `${counts}：与预期一致。`;
    const cause = '季节、促销或增长都会如此；排序不受影响。';
    return `${counts}：为预测的 ${factor.toFixed(2)} 倍，预测${factor > 1 ? '偏低' : '偏高'}。${cause}`;
  },
  noOrders: '还没有订单，请先导入',
  tooShort: (firstDay, longest) =>
    `订单从 ${firstDay} 开始，历史太短：已知的时间不能少于要预测的时间，因此 --horizon 最多为 ${longest} 天`,
  tooFew: (on, came, needed) => `${on} 之前的历史太短：只有 ${came} 位客户回购，至少需要 ${needed} 位`,
  noFit: (on) => `以 ${on} 为界的数据无法拟合，因此没有可对照的预测`,
  deciles: '按概率从低到高分为十组：人数、预测概率、实际下单比例',
  lifecycles: (days) => `各生命周期在 ${days} 天内再次下单的比例`,
};

/** What a backtest says, in each language. */
export const backtestWords: Readonly<Record<Language, typeof en>> = { en, zh };
