import { benefitInWords } from '../coupon.ts';
import type { en } from '../en/customer.ts';
import { zh as report } from './report.ts';
import { sourceInChinese } from './source.ts';

const channels = { email: '邮件', phone: '电话' };
const { bounced, complained, unsubscribed, 'do-not-call': doNotCall } = report.reasons;

/** The texts of the page about one customer in Chinese. */
export const zh: typeof en = {
  orders: (orders, days, from, to, spent) =>
    `共 ${orders} 单，${days} 个下单日，${from} 至 ${to}，净消费 ${spent}`,
  noOrders: '没有有效订单',
  forecast: {
    title: '预测',
    within: (days, now, fresh, average) =>
      `${days} 天内下单的概率 ${now}（上次刚下单时为 ${fresh}${average === undefined ? '' : `，近期客户平均 ${average}`}）`,
    nobodyRecent: '无法预测：已经很久没有客户下单。',
    inYear: '未来一年预计下单数',
    worth: (months) => `未来 ${months} 个月预计价值`,
    byOwnMean: '（按本人平均单价并向全店平均值靠拢估计）',
    noNight: '还没有运行过夜间任务，因此没有分类和预测。请运行：rekindle night',
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
  channels: '联系许可',
  openChannels: channels,
  closed: (reason) => `不可联系（${reason}）`,
  closedReasons: { bounced, complained, unsubscribed, 'do-not-call': doNotCall },
  consent: (hasConsented) => (hasConsented === undefined ? '未询问' : hasConsented ? '已同意' : '不同意'),
  timeline: '互动记录',
  orderStatus: { cancelled: '已取消', refunded: '已退款', 'refunded-in-part': '部分退款' },
  order: (id, total) => `订单 ${id}  ${total}`,
  withCodes: (codes) => `使用券码 ${codes}`,
  refund: (amount) => `退款 ${amount}`,
  suppression: (channel, reason) => `不再通过${channels[channel]}联系：${reason}`,
  consentStated: (channel, granted, source) =>
    `${granted ? '同意' : '撤回同意'}通过${channels[channel]}联系（来源：${sourceInChinese(source)}）`,
  released: '邮箱恢复联系：地址可用',
  browsed: (what) => (what === undefined ? '浏览过商品' : `浏览过 ${what}`),
  carted: (worth) => `加入购物车${worth === undefined ? '' : `，金额 ${worth}`}`,
  wished: (what) => (what === undefined ? '收藏了商品' : `收藏了 ${what}`),
  feedback: ({ nps, csat, text }) =>
    `评价：${[nps === undefined ? [] : [`推荐意愿 ${nps}/10`], csat === undefined ? [] : [`满意度 ${csat}/5`], text === undefined ? [] : [`“${text}”`]].flat().join('，')}`,
  complaintOpened: (text) => `投诉${text === undefined ? '' : `：“${text}”`}`,
  complaintClosed: '投诉已解决',
  referral: (friend) => `推荐了好友${friend === undefined ? '' : ` ${friend}`}`,
  referralConverted: '推荐的好友已下单',
  custom: (name) => `自定义事件“${name}”`,
  tagged: (tag, isRemoved) => `${isRemoved ? '移除' : '添加'}标签“${tag}”`,
  coupon: (code, benefit, until, order, money) =>
    `优惠券 ${code}：${benefitInWords(benefit, 'zh', money)}，有效期至 ${until}${order === undefined ? '' : `，已用于订单 ${order}`}`,
  pointsGranted: (points) => `获赠 ${points} 积分`,
  pointsSpent: (points, reward) => `用 ${points} 积分兑换 ${reward}`,
  entered: (campaign, isHeldOut, variant) =>
    `进入活动 ${campaign}${variant === undefined ? '' : `，方案 ${variant}`}${isHeldOut ? '，列为对照组，不联系' : ''}`,
  refused: (campaign, other) => `因互斥活动 ${other}，未进入活动 ${campaign}`,
  email: (campaign, step, event) => `活动 ${campaign} 第 ${step} 步邮件：${event}`,
  emailEvents: {
    sent: '已发送',
    opened: '已打开',
    clicked: '已点击',
    bounced: '被退回',
    complained: '被举报为垃圾邮件',
    unknown: '无法确认是否已发出',
    failed: '发送失败',
  },
  callToMake: (script) => `待回访（${script}）`,
  neverCalled: (script) => `待回访（${script}）：无人拨打`,
  called: (_script, outcome, note) => `已回访：${outcome}${note === undefined ? '' : `（备注：${note}）`}`,
  callOutcomes: {
    ...report.results,
    'reached-interested': '有兴趣',
    'call-again': '约定再次联系',
    'reached-not-interested': '没兴趣',
    'no-answer': '未接通',
  },
};
