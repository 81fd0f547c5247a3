import { labels } from '../../shared/explain/labels.ts';
import type { Language } from '../../shared/language.ts';
import type { Advice } from '../../shared/report/shop/look-at-next.ts';

const percent = (share: number, language: Language, digits = 1): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share);

/** Percentage points with one decimal. */
const points = (share: number): string => (share * 100).toFixed(1);

const en = {
  nights: (count: number) => `${count} ${count === 1 ? 'night' : 'nights'}`,
  customers: (count: string) => `${count} customers`,
  whereTheyStand: 'Where customers stand',
  firstNight: 'first night',
  lastNight: 'last night',
  movedTitle: 'How they moved, night by night',
  cameBack: 'came back',
  tiers: 'Membership tiers',
  campaigns: 'Campaigns, since they began',
  noCampaigns: 'No customer has entered a campaign yet.',
  entered: (entered: string, heldOut: string) =>
    `${entered} entered, ${heldOut} of them held out for comparison`,
  after: (hours: number) => (hours % 24 === 0 ? `day ${hours / 24}` : `hour ${hours}`),
  coupons: (issued: string, redeemed: string) => `coupons: ${issued} issued, ${redeemed} redeemed`,
  rateLine: (days: number) => `ordered within ${days} days, so far`,
  treated: 'treated',
  heldOut: 'held out',
  perCustomer: 'per customer',
  effect: (estimate: number, low: number, high: number) =>
    `difference ${estimate >= 0 ? '+' : ''}${points(estimate)} points (95% interval ${points(low)} to ${points(high)})`,
  noHoldout: 'nobody was held out, so what the campaign caused cannot be told',
  verdicts: { raised: 'it brought orders', lowered: 'it cost orders', inconclusive: 'inconclusive so far' },
  calls: 'Callback tasks',
  version: (number: number) => `version ${number}`,
  callsLine: (waiting: string, escalated: string) =>
    `${waiting} waiting, ${escalated} of them overdue and escalated`,
  next: 'Look at next',
  nothing: 'Nothing stands out.',
  lifecycles: { ...labels.en.lifecycles, new: 'new' } as Record<string, string>,
  actions: { email: 'email', coupon: 'coupon', callback: 'callback' } as Record<string, string>,
  outcomes: {
    total: 'sent',
    opened: 'opened',
    clicked: 'clicked',
    bounced: 'bounced',
    complained: 'complained',
    unknown: 'unknown',
    failed: 'failed',
    queued: 'given to staff',
    skipped: 'left out',
  } as Record<string, string>,
  reasons: {
    ordered: 'had ordered',
    opened: 'had opened',
    clicked: 'had clicked',
    redeemed: 'had redeemed',
    'no-email-address': 'no address',
    'no-phone': 'no phone',
    'no-consent': 'no consent',
    unsubscribed: 'unsubscribed',
    bounced: 'address bounces',
    complained: 'complained',
    'do-not-call': 'do not call',
    'when:tier': 'other tier',
    'unknown-customer': 'deleted',
  } as Record<string, string>,
  results: {
    coupon: 'interested, got a coupon',
    'not-interested': 'not interested',
    'do-not-call': 'do not call again',
    'not-reached': 'not reached',
    'not-called': 'nobody called',
  } as Record<string, string>,
  advice: (advice: Advice): string => {
    switch (advice.kind) {
      case 'campaign-works':
        return `“${advice.campaign}” works: between ${advice.extraAtLeast} and ${advice.extraAtMost} customers ordered who would not have. Keep it running.`;
      case 'campaign-harms':
        return `“${advice.campaign}” does harm: those left in peace ordered more. Pause it and look at its texts and timing.`;
      case 'campaign-undecided':
        return `“${advice.campaign}” is undecided: with these numbers only an effect of ${points(advice.visibleFrom)} points or more would probably be seen. Let it run on, or hold out a larger share.`;
      case 'complaints':
        return `“${advice.campaign}”: ${percent(advice.share, 'en', 2)} of its emails were reported as spam. SES reviews senders at 0.1%.`;
      case 'bounces':
        return `“${advice.campaign}”: ${percent(advice.share, 'en')} of its emails bounced. Check where these addresses come from; SES reviews senders at 5%.`;
      case 'unknown-deliveries':
        return `“${advice.campaign}”: of ${advice.count} emails nobody knows whether they went out. They were not sent again.`;
      case 'no-consent':
        return `${percent(advice.share, 'en')} of those whom a campaign wanted to write to had not agreed to it. Ask for consent at the checkout.`;
      case 'calls-overdue':
        return `${advice.count} calls are overdue: rekindle start, then GET /callback-tasks shows whose.`;
      case 'calls-not-made':
        return `${advice.count} calls (${percent(advice.share, 'en', 0)} of those due) were never made. Narrow the audience, or give more people the phone.`;
      case 'more-leave-than-return':
        return `${advice.fellSilent} customers fell silent and ${advice.cameBack} came back. Consider a campaign for those who are cooling, before they are silent.`;
      case 'nobody-enters':
        return `In ${advice.nights} nights nobody entered a campaign. Publish one: rekindle campaigns publish workflows/campaigns/win-back.yaml`;
    }
  },
};

export type Words = typeof en;

const zh: Words = {
  nights: (count) => `${count} 个夜晚`,
  customers: (count) => `${count} 位客户`,
  whereTheyStand: '客户生命周期',
  firstNight: '首夜',
  lastNight: '末夜',
  movedTitle: '每夜的变化合计',
  cameBack: '回流',
  tiers: '会员等级',
  campaigns: '营销活动（自开始以来）',
  noCampaigns: '还没有客户进入任何活动。',
  entered: (entered, heldOut) => `${entered} 人进入，其中 ${heldOut} 人留作对照`,
  after: (hours) => (hours % 24 === 0 ? `第 ${hours / 24} 天` : `第 ${hours} 小时`),
  coupons: (issued, redeemed) => `优惠券：发放 ${issued} 张，核销 ${redeemed} 张`,
  rateLine: (days) => `${days} 天内下单（截至目前）`,
  treated: '活动组',
  heldOut: '对照组',
  perCustomer: '人均',
  effect: (estimate, low, high) =>
    `差异 ${estimate >= 0 ? '+' : ''}${points(estimate)} 个百分点（95% 区间 ${points(low)} 至 ${points(high)}）`,
  noHoldout: '没有对照组，无法判断活动带来了什么',
  verdicts: { raised: '带来了订单', lowered: '减少了订单', inconclusive: '目前尚无定论' },
  calls: '回访任务',
  version: (number) => `第 ${number} 版`,
  callsLine: (waiting, escalated) => `${waiting} 个待处理，其中 ${escalated} 个已逾期并升级`,
  next: '接下来看什么',
  nothing: '没有特别需要注意的。',
  lifecycles: { ...labels.zh.lifecycles, new: '首次分类' },
  actions: { email: '邮件', coupon: '优惠券', callback: '回访' },
  outcomes: {
    total: '发送',
    opened: '打开',
    clicked: '点击',
    bounced: '退信',
    complained: '投诉',
    unknown: '结果未知',
    failed: '失败',
    queued: '交给员工',
    skipped: '未执行',
  },
  reasons: {
    ordered: '已下单',
    opened: '已打开',
    clicked: '已点击',
    redeemed: '已核销',
    'no-email-address': '无邮箱',
    'no-phone': '无电话',
    'no-consent': '未同意',
    unsubscribed: '已退订',
    bounced: '邮箱退信',
    complained: '曾投诉',
    'do-not-call': '勿来电',
    'when:tier': '等级不符',
    'unknown-customer': '已删除',
  },
  results: {
    coupon: '有兴趣，已送券',
    'not-interested': '没兴趣',
    'do-not-call': '要求勿再来电',
    'not-reached': '未接通',
    'not-called': '无人拨打',
  },
  advice: (advice) => {
    switch (advice.kind) {
      case 'campaign-works':
        return `“${advice.campaign}”有效：有 ${advice.extraAtLeast} 至 ${advice.extraAtMost} 位客户因此下单。请继续。`;
      case 'campaign-harms':
        return `“${advice.campaign}”有害：未打扰的客户反而买得更多。请暂停并检查文案与时机。`;
      case 'campaign-undecided':
        return `“${advice.campaign}”尚无定论：按目前人数，效果达到 ${points(advice.visibleFrom)} 个百分点以上才多半看得出来。请继续运行，或扩大对照组。`;
      case 'complaints':
        return `“${advice.campaign}”：${percent(advice.share, 'zh', 2)} 的邮件被举报为垃圾邮件。SES 在 0.1% 时会审查发件人。`;
      case 'bounces':
        return `“${advice.campaign}”：${percent(advice.share, 'zh')} 的邮件被退回。请检查地址来源；SES 在 5% 时会审查发件人。`;
      case 'unknown-deliveries':
        return `“${advice.campaign}”：有 ${advice.count} 封邮件不知是否发出，未重发。`;
      case 'no-consent':
        return `活动想联系的客户中有 ${percent(advice.share, 'zh')} 未同意接收。请在结账时征求同意。`;
      case 'calls-overdue':
        return `${advice.count} 个回访已逾期：运行 rekindle start 后用 GET /callback-tasks 查看。`;
      case 'calls-not-made':
        return `${advice.count} 个回访（占应拨的 ${percent(advice.share, 'zh', 0)}）从未拨打。请缩小受众，或安排更多人手。`;
      case 'more-leave-than-return':
        return `${advice.fellSilent} 位客户转为沉默，${advice.cameBack} 位回流。可考虑在客户沉默之前，为临界熟客做一次活动。`;
      case 'nobody-enters':
        return `${advice.nights} 个夜晚都没有客户进入活动。请发布一个：rekindle campaigns publish workflows/campaigns/win-back.yaml`;
    }
  },
};

/** What the report says, in each language that it speaks. */
export const words: Readonly<Record<Language, Words>> = { en, zh };
