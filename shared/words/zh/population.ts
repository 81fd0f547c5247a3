import type { en } from '../en/population.ts';

/** The texts of the population report in Chinese. */
export const zh: typeof en = {
  title: '客户群体报告',
  asOf: (date) => `截至 ${date} 的夜间任务`,
  customers: '客户数',
  customersCount: (count) => `${count} 位客户`,
  share: '占比',
  keyFigures: '关键数字',
  key: {
    active: '的客户为活跃客户',
    reactivated: '当夜回流客户',
    chance: (days) => `的近一年下单客户将在 ${days} 天内下单`,
    value: (months) => `有订单客户未来 ${months} 个月价值的中位数`,
    topFifth: '的订单金额来自消费最高的 20% 客户',
  },
  name: '名称',
  colon: '：',
  nobody: '无',
  tableOf: (chart) => `${chart}：数据`,
  sections: {
    standing: '客户生命周期',
    rfm: '最近购买与购买频次',
    kinds: '客户构成',
    outlook: '未来预期',
    backtest: '预测准不准？',
    revenue: '靠老客户还是靠新客户？',
  },

  lifecycle: '生命周期',
  lifecycles: '各生命周期',
  limits: {
    measured: (active) =>
      `距上次下单不超过 ${active} 天为活跃客户，该期限按本店客户的复购间隔（含尚未结束的间隔）测算。`,
    assumed: (active) =>
      `距上次下单不超过 ${active} 天为活跃客户。此期限为假定值，待可以预测后改用本店自己的期限。`,
    byChance: (cooling) =>
      `购买节奏更快的客户以其自身节奏为准。超过期限后看再次下单的概率：高于近一年下过单的客户的平均水平为降温客户，低于平均为沉默客户，不到平均的一半且超过 ${cooling} 天为流失客户。`,
    byDays: (cooling, silent) => `${cooling} 天以内为降温客户，${silent} 天以内为沉默客户，更久为流失客户。`,
  },
  moved: '当夜变化',
  from: '从',
  to: '到',
  nobodyMoved: '当夜没有客户的生命周期发生变化。',
  firstClassified: (count) => `${count} 位客户为首次分类。`,
  cameBack: '回流',
  reactivated: (count, shown) =>
    count === 0 ? '当夜没有客户从沉默或流失中回流。' : `当夜有 ${shown} 位客户从沉默或流失中回流。`,
  borderline: '临界客户',
  borderlineNote: '这三类客户，一次恰当的沟通就可能争取过来。',

  rfmNote: '每项 1 至 5 分，5 分为最好的 20%；行为最近购买，列为购买频次（下过单的天数）。',
  recency: '最近购买',
  frequency: '购买频次',
  monetary: '消费金额',
  fewest: '低频',
  most: '高频',
  latest: '最近',
  oldest: '很久',
  emptyScore: (part, scores) =>
    `没有客户的${part}得 ${scores} 分：数值相同的客户太多，而数值相同，得分也相同。`,
  and: (items) => items.join('、'),
  segments: 'RFM 分群',
  groups: '客户价值分层',
  groupsNote: '“重要”指消费金额得分高；最近购买与购买频次决定是价值、发展、保持还是挽留客户。',

  types: '五种客户类型',
  typesNote: '类型是标签，可以重叠：一位客户可能同时属于几种，也可能都不属于。',
  treatment: '运营建议',
  traits: '特征',
  traitsNote: '特征同样可以重叠。',
  tiers: '会员等级',
  man: '购买力、决定权、需求（MAN）',
  manNote: '大写表示高，小写表示低，? 表示未知。',
  code: '代码',
  notAllKnown: '尚不完全了解',
  allCodes: '全部代码',

  chance: (share, days) => `近一年下过单的客户中，预计有 ${share} 会在未来 ${days} 天内下单。`,
  season: (days, factor) =>
    `每年此时，${days} 天内的复购订单约为平均水平的 ${factor} 倍。预计的订单数和价值已按当季系数调整，概率不调整。`,
  value: (months) => `未来 ${months} 个月的客户终身价值`,
  quartiles: (low, middle, high) => `一半客户的价值在 ${low} 与 ${high} 之间，中位数为 ${middle}。`,
  valueRange: '价值',
  upTo: (from, to) => `${from} – ${to}`,
  beyond: (from) => `${from} 以上`,
  median: (value) => `中位数 ${value}`,
  noValue: '复购订单都没有金额，因此不给出客户终身价值。',
  byOwnMean:
    '订单金额过于一致，或订单太少，无法对金额建模。下一单的价值按该客户自己的平均单价估计，并向全店平均值靠拢。',
  model: '模型',
  pace: (every, leave) =>
    `客户在离开之前，大约每 ${every}下单一次；每次下单之后，有 ${leave} 的人从此不再购买。`,
  regular: '他们下单的间隔比较有规律：到了往常下单时间的客户，比刚下过单的客户更可能下单。',
  meanOrder: (value) => `平均每单 ${value}。`,
  leaveAndLost: (leave, lost) =>
    `${leave} 是每次下单之后离开的比例，会逐单累积；流失客户占 ${lost}，是历年来已经离开、预计不再回来的客户合计。`,
  weeks: (count) => `${count} 周`,
  days: (count) => `${count} 天`,
  fittedTo: (customers, repeatBuyers) =>
    `用 ${customers} 位客户的数据建模，其中 ${repeatBuyers} 位是回头客。`,
  noModel: {
    'too-few-repeat-buyers': (came, needed) => `还不能预测：只有 ${came} 位回头客，至少需要 ${needed} 位。`,
    'too-young': (days, needed) =>
      `还不能预测：首笔订单距今 ${days} 天。满 ${needed} 天之前，还没有客户可能离开很久，只是还没再来的客户会被误判为流失。`,
    'no-history': () => '还不能预测：所有订单的时间过于集中。',
    'no-convergence': () => '今夜没有预测：模型在这些订单上得不出确定的结果。',
  },
  comparison: (other, customers, days, gain, error) =>
    `与 ${other} 对比（${customers} 位客户最近 ${days} 天是否下单）：对数似然相差 ${gain}，标准误 ${error}`,
  perUnit: { weeks: '时间以周计', days: '时间以天计' },
  smallestUnit: '金额以货币的最小单位计',

  notBacktested: '未做回测。',
  decile: '分组',
  predicted: '预测',
  came: '实际',
  calibration: '下单概率：预测与实际',
  calibrationNote: '每个点代表十分之一的客户。落在线上表示与预测一致，在线上方表示实际更多。',
  ranking: '排序的准确度',
  rankedBy: { model: '模型', frequency: '仅按频次', recency: '仅按最近购买' },
  auc: '排对比例',
  aucNote: '条形从 0.5（相当于随机猜测）开始。',
  orderedAgain: (days) => `${days} 天内再次下单的比例`,

  screen: {
    compared: (night) => `括号内为与 ${night} 的夜间任务相比的增减。`,
    leads: '点击链接可查看这些客户；那里按下一次夜间任务时的状态统计，人数可能略有不同。',
    tenths: '每行为十分之一的客户，按预测下单概率由低到高排列。',
    backtest: (days) =>
      `每次夜间任务都会用样本客户 ${days} 天前的数据重新预测这 ${days} 天，再与实际结果对比。`,
    noBacktest: '还不能验证预测：当夜要有预测，且本店在 90 天前的历史已足够做出预测。',
  },

  revenue: {
    revenue: '收入',
    concentration: '收入集中度',
    topFifth: (share, from, to, revenue) =>
      `${from} 至 ${to} 的订单金额共 ${revenue}，其中 ${share} 来自消费最高的 20% 客户。`,
    gini: (gini) => `基尼系数为 ${gini}：0 表示人人消费相同，1 表示全部消费来自一人。`,
    topLabel: '消费最高的 20% 客户',
    restLabel: '其余 80%',
    noOrders: '还没有订单。',
    flow: '两期对比',
    byGroup: '分群对比',
    noFlow: '还不能对比两期：至少需要两个完整月份的订单。',
    noRevenue: '扣除退款后，本期没有收入。',
    before: '上期',
    now: '本期',
    months: (from, to) => (from === to ? from : `${from} 至 ${to}`),
    periods: (before, now, months) =>
      `本期 ${now}，上期 ${before}：各为 ${months} 个完整的月份，已扣除退款。`,
    groups: { heavy: '大客户', light: '普通客户', returned: '回归客户', firstTime: '首购客户' },
    groupNotes: (heavyShare, heavyFrom) =>
      `大客户指上期消费最高的 ${heavyShare}（${heavyFrom} 起）；普通客户指上期其余的购买者；回归客户指更早买过、但上期没有购买的客户。`,
    total: '合计',
    customersBefore: '上期客户',
    buyersNow: '本期购买者',
    retained: '其中本期复购',
    revenueBefore: '上期收入',
    revenueNow: '本期收入',
    shareNow: '本期占比',
    change: '变化',
    answer: (of, heavy, light, returned, firstTime) =>
      `本期每 ${of} 收入中，${heavy} 来自上期的大客户，${light} 来自上期的普通客户，${returned} 来自回归客户，${firstTime} 来自首购客户`,
    verdicts: {
      kept: '大部分来自上期也买过的客户。',
      won: '大部分来自上期没有购买的人。',
      both: '上期买过与没买过的客户贡献大致相当。',
    },
    cautions: {
      origin: '这只说明收入从哪里来，并不说明在哪一方投入能带来多少；后者要靠设有对照组的活动来回答。',
      regression: '大客户是按其消费较多的一期选出的，仅这一点就会使其下一期往往有所回落。',
      season: '两期处于一年中的不同时段，差异可能部分来自季节。',
    },
  },
  written: (path) => `页面已写入 ${path}`,
};
