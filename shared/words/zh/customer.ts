import type { en } from '../en/customer.ts';

/** The texts of the page about one customer in Chinese. */
export const zh: typeof en = {
  orders: (orders, days, from, to, spent) => `${days} 天共 ${orders} 单，${from} 至 ${to}，净消费 ${spent}`,
  noOrders: '没有有效订单',
  forecast: {
    title: '预期',
    within: (days, now, fresh, average) =>
      `${days} 天内下单 ${now}（上次下单之后为 ${fresh}${average === undefined ? '' : `，近期客户平均 ${average}`}）`,
    nobodyRecent: '无法预测：很久没有客户下单。',
    inYear: '未来一年的订单数',
    worth: (months) => `${months} 个月内的价值`,
    noFit: ({ repeatBuyers, repeatBuyersNeeded }) =>
      `还不能预测：目前有 ${repeatBuyers} 位客户复购，需要 ${repeatBuyersNeeded} 位。`,
    noNight: '还没有运行过夜间任务，因此没有分类和预测：rekindle night',
  },
  classes: (asOf) => `分类及原因（截至 ${asOf}）`,
  about: {
    lifecycle: '生命周期',
    borderline: '临界客户',
    scores: '评分',
    segment: 'RFM 分群',
    'value-group': '价值分层',
    tier: '会员等级',
    type: '客户类型',
    trait: '特征',
    potential: '潜力',
    effective: '有效性',
    man: 'MAN',
  },
  channels: '可否联系',
  openChannels: { email: '邮件', phone: '电话' },
  closed: (reason) => `已关闭（${reason}）`,
  consent: (hasConsented) => (hasConsented === undefined ? '未询问' : hasConsented ? '同意' : '不同意'),
  timeline: '经过',
  orderStatus: { cancelled: '已取消', refunded: '已退款', 'refunded-in-part': '部分退款' },
  order: (id, total) => `订单 ${id}  ${total}`,
  withCodes: (codes) => `使用 ${codes}`,
  refund: (amount) => `退款 ${amount}`,
  suppression: (channel, reason) => `${channel} 已关闭：${reason}`,
  browsed: (what) => `浏览了${what ?? '商店'}`,
  carted: (worth) => `加入购物车${worth === undefined ? '' : `，共 ${worth}`}`,
  wished: (what) => `收藏了${what ?? '商品'}`,
  feedback: ({ nps, csat, text }) =>
    `评价：${[nps === undefined ? [] : [`NPS ${nps}`], csat === undefined ? [] : [`满意度 ${csat}/5`], text === undefined ? [] : [`“${text}”`]].flat().join('，')}`,
  complaintOpened: (text) => `投诉${text === undefined ? '' : `：“${text}”`}`,
  complaintClosed: '投诉已解决',
  referral: (friend) => `推荐了好友${friend === undefined ? '' : ` ${friend}`}`,
  referralConverted: '被推荐的好友已购买',
  consentStated: (channel, granted, source) =>
    `${granted ? '同意' : '撤回同意'}接收${channel === 'email' ? '邮件' : '电话'}（${source}）`,
  coupon: (code, percentOff, until, order) =>
    `优惠券 ${code}，减 ${percentOff}%，${until} 前有效${order === undefined ? '' : `，已用于订单 ${order}`}`,
  entered: (campaign, isHeldOut) => `进入 ${campaign}${isHeldOut ? '，留作对照，不联系' : ''}`,
  email: (campaign, step, event) => `邮件 ${campaign} 第 ${step} 步：${event}`,
  emailEvents: {
    sent: '已发送',
    opened: '已打开',
    clicked: '已点击',
    bounced: '退信',
    complained: '被举报',
    unknown: '结果未知',
    failed: '失败',
  },
  call: (script, outcome) => `待回访（${script}）${outcome === undefined ? '' : `：${outcome}`}`,
};
