import type { en } from '../en/report.ts';
import { percentIn, points } from '../numbers.ts';
import { zh as labels } from './labels.ts';

const percent = percentIn('zh');

/** The texts of the report on the latest nights in Chinese. */
export const zh: typeof en = {
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
  lifecycles: { ...labels.lifecycles, new: '首次分类' },
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
  advice: {
    'campaign-works': (campaign, extraAtLeast, extraAtMost) =>
      `“${campaign}”有效：有 ${extraAtLeast} 至 ${extraAtMost} 位客户因此下单。请继续。`,
    'campaign-harms': (campaign) => `“${campaign}”有害：未打扰的客户反而买得更多。请暂停并检查文案与时机。`,
    'campaign-undecided': (campaign, visibleFrom) =>
      `“${campaign}”尚无定论：按目前人数，效果达到 ${points(visibleFrom)} 个百分点以上才多半看得出来。请继续运行，或扩大对照组。`,
    complaints: (campaign, share) =>
      `“${campaign}”：${percent(share, 2)} 的邮件被举报为垃圾邮件。SES 在 0.1% 时会审查发件人。`,
    bounces: (campaign, share) =>
      `“${campaign}”：${percent(share)} 的邮件被退回。请检查地址来源；SES 在 5% 时会审查发件人。`,
    'unknown-deliveries': (campaign, count) => `“${campaign}”：有 ${count} 封邮件不知是否发出，未重发。`,
    'no-consent': (share) => `活动想联系的客户中有 ${percent(share)} 未同意接收。请在结账时征求同意。`,
    'calls-overdue': (count) => `${count} 个回访已逾期：运行 rekindle start 后用 GET /callback-tasks 查看。`,
    'calls-not-made': (count, share) =>
      `${count} 个回访（占应拨的 ${percent(share, 0)}）从未拨打。请缩小受众，或安排更多人手。`,
    'more-leave-than-return': (fellSilent, cameBack) =>
      `${fellSilent} 位客户转为沉默，${cameBack} 位回流。可考虑在客户沉默之前，为临界熟客做一次活动。`,
    'nobody-enters': (nights) =>
      `${nights} 个夜晚都没有客户进入活动。请发布一个：rekindle campaigns publish workflows/campaigns/win-back.yaml`,
  },
};
