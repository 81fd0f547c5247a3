import type { en } from '../en/simulation.ts';

/** What a simulation of a campaign says in Chinese. */
export const zh: typeof en = {
  title: (name, from, until, nights) => `“${name}”：假设于 ${from} 发布，回放至 ${until}，共 ${nights} 晚`,
  explained:
    '未发送也未写入任何内容。客户的行为即其真实历史；他们会如何回应活动，无从得知。订单按目前所知的最新版本计，其他运行中的活动一并回放，尚无进行中的回访。',
  notInThePast: (earliest, latest) => `起始日须在 ${earliest} 与 ${latest}（有数据的最后一天）之间`,
  reading: '正在回放历史',
  entered: (all, heldOut, share) => `共 ${all} 人次进入，其中对照组 ${heldOut}（${share}）`,
  again: (again) => `其中 ${again} 人次为再次进入`,
  byWeek: '按周',
  byLifecycle: '按生命周期',
  byTier: '按等级',
  byLocale: '按语言区域',
  keptOut: '未能进入（客户数）',
  reasons: {
    excluded: '正处于互斥的其他活动中',
    'entered-before': '此前已进入过',
    'entered-lately': '距上次进入时间过短',
    'held-out-of-all': '属于全局对照组',
    audience: (condition) => `触发了事件，但不在受众内（${condition}）`,
  },
  step: (number, action, done) => `第 ${number} 步 ${action}：${done}`,
  sent: (count) => `发送 ${count} 封`,
  queued: (count) => `回访 ${count} 位`,
  postponed: (count) => `其中 ${count} 封避开免打扰时段后发送`,
  budgetUsedUp: (day, limit, spent) =>
    `预算（${limit}）会在 ${day} 用完，其余客户将等待；若预算充足，最终共需 ${spent}`,
  coupons: (promised, cost) =>
    `发放优惠券 ${promised} 张；若每张都按客户平时的客单价用掉一次，最多让利 ${cost}`,
  unpriced: (count) => `其中 ${count} 张的优惠无法在此折算金额`,
  calls: (asked, most, capacity) => `共需回访 ${asked} 次，单日最多 ${most} 次；客服每日可拨 ${capacity} 次`,
  tooMany: (days, calls) => `有 ${days} 天超出上限，共超出 ${calls} 次，这些客户不会接到电话`,
  without: (rate, low, high, of, days) =>
    `不做活动时，${of} 位客户中有 ${rate}（95% 置信区间 ${low}–${high}）在进入后 ${days} 天内下单：活动的提升须在此之上`,
  noRate: '还没有客户走完目标期，无法得知不做活动时的下单率',
  visible: (from, to, weeks, holdout) =>
    `对照组占 ${holdout} 时，${weeks} 周内有八成把握能看出的最小效果，是下单率从 ${from} 升至 ${to}`,
  nothingVisible: (weeks, holdout) => `对照组占 ${holdout} 时，${weeks} 周内无论效果多大都看不出来`,
  cost: (emails, sending, nights) =>
    `AWS 费用：${emails} 封邮件 ${sending}；夜间任务 ${nights}（与本活动无关）`,
};
