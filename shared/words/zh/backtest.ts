import type { en } from '../en/backtest.ts';

const cause = '季节、促销或增长都会如此；排序不受影响。';

/** The texts of the backtest in Chinese. */
export const zh: typeof en = {
  progress: '回测：读取订单',
  title: (on, days, customers) => `以 ${on} 为界拟合，与之后 ${days} 天对照：${customers} 位客户`,
  ranking: (model, frequency, recency) =>
    `任取两位客户，下单者得到更高概率的比例为 ${model}（1 为完美，0.5 为掷硬币；仅按频次 ${frequency}，仅按最近购买 ${recency}）。`,
  noPrediction: '没有预测到任何订单。',
  counts: (came, predicted) => `预测 ${predicted} 个下单日，实际 ${came} 个`,
  comparison: {
    'as-expected': (counts) => `${counts}：与预期一致。`,
    'too-low': (counts, factor) => `${counts}：为预测的 ${factor} 倍，预测偏低。${cause}`,
    'too-high': (counts, factor) => `${counts}：为预测的 ${factor} 倍，预测偏高。${cause}`,
  },
  noOrders: '还没有订单，请先导入',
  tooShort: (firstDay, longest) =>
    `订单从 ${firstDay} 开始，历史太短：已知的时间不能少于要预测的时间，因此 --horizon 最多为 ${longest} 天`,
  tooFew: (on, came, needed) => `${on} 之前的历史太短：只有 ${came} 位客户回购，至少需要 ${needed} 位`,
  noFit: (on) => `以 ${on} 为界的数据无法拟合，因此没有可对照的预测`,
  deciles: '按概率从低到高分为十组：人数、预测概率、实际下单比例',
  lifecycles: (days) => `各生命周期在 ${days} 天内再次下单的比例`,
};
