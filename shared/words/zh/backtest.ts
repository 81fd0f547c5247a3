import type { en } from '../en/backtest.ts';

const cause = '淡旺季或促销都可能造成这种偏差；客户排序是否准确是另一回事。';

/** The texts of the backtest in Chinese. */
export const zh: typeof en = {
  progress: '回测：正在读取订单',
  title: (on, days, customers) =>
    `用截至 ${on} 的数据建模，与此后 ${days} 天的实际订单对照：${customers} 位客户`,
  ranking: (model, frequency, recency) =>
    `从下单与未下单的客户中各任取一位，模型给前者更高概率的比例为 ${model}（1 为全部排对，0.5 相当于随机猜测；仅看购买频次为 ${frequency}，仅看最近购买为 ${recency}）。`,
  model: (name) => `模型：${name}`,
  noPrediction: '模型没有预测到任何订单。',
  counts: (came, predicted) => `预测 ${predicted} 个下单日，实际 ${came} 个`,
  comparison: {
    'as-expected': (counts) => `${counts}：与预期一致。`,
    'too-low': (counts, factor) => `${counts}：为预测的 ${factor} 倍，预测偏低。${cause}`,
    'too-high': (counts, factor) => `${counts}：为预测的 ${factor} 倍，预测偏高。${cause}`,
  },
  interval: (low, high) => `以此样本量，实际与预测之比的 95% 置信区间为 ${low} 至 ${high} 倍。`,
  money: (came, predicted, factor, low, high) =>
    `预测收入 ${predicted}，扣除退款后实际 ${came}，为预测的 ${factor} 倍（95% 置信区间：${low} 至 ${high} 倍）。`,
  moneyDeciles: '客户按预测金额从低到高分为十组：人数、预测金额、实际金额',
  noOrders: '还没有订单，请先导入',
  tooShort: (firstDay, longest) =>
    `最早的订单在 ${firstDay}，历史数据太短：用于建模的时间不能短于要预测的时间，因此 --horizon 最多为 ${longest} 天`,
  tooFew: (on, came, needed) => `截至 ${on} 的历史数据不足：只有 ${came} 位回头客，至少需要 ${needed} 位`,
  tooYoung: (on, days, needed) =>
    `截至 ${on}，首笔订单才过去 ${days} 天；满 ${needed} 天才开始预测，请缩短 --horizon`,
  noFit: (on) => `截至 ${on} 的数据无法建模，因此没有可供对照的预测`,
  deciles: '客户按下单概率从低到高分为十组：人数、预测概率、实际下单比例',
  lifecycles: (days) => `各生命周期的客户在 ${days} 天内再次下单的比例`,
};
