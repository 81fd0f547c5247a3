import type { PlainDate } from '../../shared/calendar.ts';
import type { Explanation } from '../../shared/explain/explain.ts';
import type { InteractionOf } from '../../shared/interactions/interaction.ts';
import type { Language } from '../../shared/language.ts';
import type { Happening } from '../../shared/operations/gather-customer.ts';
import type { NoFit } from '../../shared/scoring/models/fit.ts';

/** What `rekindle customer` says, in each language that it speaks. */
export interface CustomerWords {
  orders(orders: number, days: number, from: PlainDate, to: PlainDate, spent: string): string;
  noOrders: string;
  forecast: {
    readonly title: string;
    /** Now, right after the last order, and on average of recent customers. */
    within(days: number, now: string, fresh: string, average: string | undefined): string;
    readonly nobodyRecent: string;
    readonly inYear: string;
    worth(months: number): string;
    noFit(fit: NoFit): string;
    readonly noNight: string;
  };
  readonly classes: (asOf: PlainDate) => string;
  readonly about: Readonly<Record<Explanation['about'], string>>;
  readonly channels: string;
  readonly openChannels: Readonly<Record<'email' | 'phone', string>>;
  readonly closed: (reason: string) => string;
  readonly consent: (said: boolean | undefined) => string;
  readonly timeline: string;
  readonly orderStatus: Readonly<Record<'cancelled' | 'refunded' | 'refunded-in-part', string>>;
  readonly order: (id: string, total: string) => string;
  readonly withCodes: (codes: string) => string;
  readonly refund: (amount: string) => string;
  readonly suppression: (channel: string, reason: string) => string;
  readonly browsed: (what: string | undefined) => string;
  readonly carted: (worth: string | undefined) => string;
  readonly wished: (what: string | undefined) => string;
  readonly feedback: (said: InteractionOf<'feedback'>) => string;
  readonly complaintOpened: (text: string | undefined) => string;
  readonly complaintClosed: string;
  readonly referral: (friend: string | undefined) => string;
  readonly referralConverted: string;
  readonly coupon: (code: string, percentOff: number, until: PlainDate, order: string | undefined) => string;
  readonly entered: (campaign: string, isHeldOut: boolean) => string;
  readonly email: (one: Extract<Happening, { type: 'email' }>) => string;
  readonly call: (script: string, outcome: string | undefined) => string;
}

const en: CustomerWords = {
  orders: (orders, days, from, to, spent) =>
    `${orders} orders on ${days} ${days === 1 ? 'day' : 'days'}, ${from} to ${to}, ${spent} net`,
  noOrders: 'no order that counts',
  forecast: {
    title: 'What to expect',
    within: (days, now, fresh, average) =>
      `an order within ${days} days ${now} (right after the last one ${fresh}${average === undefined ? '' : `, recent customers ${average} on average`})`,
    nobodyRecent: 'No forecast: nobody has ordered for long.',
    inYear: 'orders in the coming year',
    worth: (months) => `worth in ${months} months`,
    noFit: ({ repeatBuyers, repeatBuyersNeeded }) =>
      `No forecast yet: ${repeatBuyers} customers have come back so far, and it takes ${repeatBuyersNeeded}.`,
    noNight: 'No night has run yet, so there are no classes and no forecast: rekindle night',
  },
  classes: (asOf) => `What they are, and why (as of ${asOf})`,
  about: {
    lifecycle: 'lifecycle',
    borderline: 'borderline',
    scores: 'scores',
    segment: 'segment',
    'value-group': 'value group',
    tier: 'tier',
    type: 'type',
    trait: 'trait',
    potential: 'potential',
    effective: 'effective',
    man: 'MAN',
  },
  channels: 'May we write or call?',
  openChannels: { email: 'email', phone: 'phone' },
  closed: (reason) => `closed (${reason})`,
  consent: (said) => (said === undefined ? 'never asked' : said ? 'yes' : 'no'),
  timeline: 'What happened',
  orderStatus: { cancelled: 'cancelled', refunded: 'refunded', 'refunded-in-part': 'refunded in part' },
  order: (id, total) => `order ${id}  ${total}`,
  withCodes: (codes) => `with ${codes}`,
  refund: (amount) => `refund ${amount}`,
  suppression: (channel, reason) => `${channel} closed: ${reason}`,
  browsed: (what) => `looked at ${what ?? 'the shop'}`,
  carted: (worth) => `filled a cart${worth === undefined ? '' : ` worth ${worth}`}`,
  wished: (what) => `wished for ${what ?? 'something'}`,
  feedback: ({ nps, csat, text }) =>
    `said ${[nps === undefined ? [] : [`NPS ${nps}`], csat === undefined ? [] : [`satisfied ${csat} of 5`], text === undefined ? [] : [`“${text}”`]].flat().join(', ')}`,
  complaintOpened: (text) => `complained${text === undefined ? '' : `: “${text}”`}`,
  complaintClosed: 'complaint settled',
  referral: (friend) => `sent a friend${friend === undefined ? '' : `, ${friend}`}`,
  referralConverted: 'a friend bought',
  coupon: (code, percentOff, until, order) =>
    `coupon ${code}, ${percentOff}% off until ${until}${order === undefined ? '' : `, used on order ${order}`}`,
  entered: (campaign, isHeldOut) =>
    `entered ${campaign}${isHeldOut ? ', held out: gets nothing, for comparison' : ''}`,
  email: ({ campaign, step, event }) => `email ${campaign}, step ${step}: ${event}`,
  call: (script, outcome) => `call to make (${script})${outcome === undefined ? '' : `: ${outcome}`}`,
};

const emailEventsZh: Readonly<Record<Extract<Happening, { type: 'email' }>['event'], string>> = {
  sent: '已发送',
  opened: '已打开',
  clicked: '已点击',
  bounced: '退信',
  complained: '被举报',
  unknown: '结果未知',
  failed: '失败',
};

const zh: CustomerWords = {
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
  consent: (said) => (said === undefined ? '未询问' : said ? '同意' : '不同意'),
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
  coupon: (code, percentOff, until, order) =>
    `优惠券 ${code}，减 ${percentOff}%，${until} 前有效${order === undefined ? '' : `，已用于订单 ${order}`}`,
  entered: (campaign, isHeldOut) => `进入 ${campaign}${isHeldOut ? '，留作对照，不联系' : ''}`,
  email: ({ campaign, step, event }) => `邮件 ${campaign} 第 ${step} 步：${emailEventsZh[event]}`,
  call: (script, outcome) => `待回访（${script}）${outcome === undefined ? '' : `：${outcome}`}`,
};

export const customerWords: Readonly<Record<Language, CustomerWords>> = { en, zh };
