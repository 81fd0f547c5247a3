import type { en } from '../en/report.ts';
import { percentIn, points } from '../numbers.ts';
import { zh as labels } from './labels.ts';

const percent = percentIn('zh');

/** The texts of the report on the latest nights in Chinese. */
export const zh: typeof en = {
  nights: (count) => `${count} 次夜间任务`,
  customers: (count) => `${count} 位客户`,
  whereTheyStand: '客户生命周期',
  firstNight: '期初',
  lastNight: '期末',
  movedTitle: '期间变化合计',
  cameBack: '回流',
  tiers: '会员等级',
  campaigns: '营销活动（自开始以来累计）',
  noCampaigns: '还没有客户进入任何活动。',
  entered: (entered, heldOut) => `${entered} 人进入，其中 ${heldOut} 人为对照组`,
  enteredAgain: (count) => `另有 ${count} 人次为再次进入，不计入对比`,
  after: (hours) => (hours % 24 === 0 ? `第 ${hours / 24} 天` : `第 ${hours} 小时`),
  coupons: (issued, redeemed) => `优惠券：发放 ${issued} 张，使用 ${redeemed} 张`,
  rateLine: (days) => `${days} 天内下单（截至目前）`,
  treated: '活动组',
  heldOut: '对照组',
  perCustomer: (amount) => `人均 ${amount}`,
  effect: (estimate) => `相差 ${estimate >= 0 ? '+' : ''}${points(estimate)} 个百分点`,
  intervals: (everyNight, today) => `每晚区间 ${everyNight} 个百分点 · 当日区间 ${today} 个百分点`,
  revenue: (estimate, today, countedUpTo) =>
    `人均金额相差 ${estimate}（每位客户最多计 ${countedUpTo}）· 当日区间 ${today}`,
  range: (low, high) => `${low} 至 ${high}`,
  legend: [
    '结论以“每晚区间”为准：无论查看多少次，都有 95% 的把握。',
    '“当日区间”只有在事先定好日期、只看一次时才有 95% 的把握；仅当活动设定了判定日（decideOn）时才据以定论，否则仅供参考。',
  ],
  decides: (on) => `判定日：${on}，届时按当天的“当日区间”一次定论`,
  decided: (on) => `已于 ${on} 按当天的“当日区间”定论`,
  optedOut: (treated, heldOut) => `退订或投诉：活动组 ${treated}，对照组 ${heldOut}`,
  dimensions: { lifecycle: '生命周期', tier: '等级', type: '类型', locale: '语言' },
  exploring: (count) => `分组探索，不作结论：共 ${count} 组，已按组数校正（Benjamini–Hochberg 法）`,
  colon: '：',
  noType: '无',
  unknownLocale: '未知',
  noGroupStandsOut: '没有哪一组明显不同',
  groupStandsOut: (group, estimate, range) =>
    `${group} 明显不同：${estimate >= 0 ? '+' : ''}${points(estimate)} 个百分点，每晚区间 ${range}。可为这组客户单独办一次活动来验证。`,
  allCampaigns: (since, holdout) =>
    `全部活动的总体效果（自 ${since} 起）：全体客户中 ${percent(holdout)} 不参加任何活动`,
  orderedSince: '此后下单',
  noHoldout: '没有对照组，无法判断活动的效果',
  verdicts: {
    raised: '带来了额外订单',
    lowered: '反而减少了订单',
    undecided: '目前尚无定论',
    awaited: '尚未到判定日',
    untrusted: '两组人数比例异常，结果不可信',
  },
  variants: {
    rate: (name, share) => `方案 ${name}（${percent(share)}）：下单`,
    against: (one, other, estimate) =>
      `${one} 对比 ${other}：${estimate >= 0 ? '+' : ''}${points(estimate)} 个百分点`,
    verdicts: {
      better: '更好',
      worse: '更差',
      undecided: '目前尚无定论',
      awaited: '尚未到判定日',
      untrusted: '各方案人数比例异常，结果不可信',
    },
    interval: (range, comparisons, isOnce) =>
      `${isOnce ? '判定日区间' : '每晚区间'} ${range} 个百分点${comparisons === 1 ? '' : `（已按 ${comparisons} 组对比校正）`}`,
    best: (name) => `方案 ${name} 优于其他所有方案`,
    promote: (command) => `让所有人都用它：${command}`,
    promotesItself: '此后进入的客户都用它',
    promoted: (name) => `已选定方案 ${name}：此后进入的客户都用它`,
    promotedByRule: (name, version) =>
      `方案 ${name} 在第 ${version} 版中胜出：按规则 promote: auto，此后进入的客户都用它`,
  },
  calls: '回访任务',
  version: (number) => `第 ${number} 版`,
  callsLine: (waiting, escalated, toCallAgain) =>
    `${waiting} 个待处理，其中 ${escalated} 个已逾期并上报；${toCallAgain} 个未接通，将再次拨打`,
  callsClosed: (count) => `已结束 ${count} 个`,
  next: '下一步建议',
  nothing: '没有特别需要关注的问题。',
  lifecycles: { ...labels.lifecycles, new: '首次分类' },
  actions: {
    email: '邮件',
    coupon: '优惠券',
    callback: '回访',
    points: '积分',
    tag: '标签',
    webhook: 'Webhook',
  },
  outcomes: {
    total: '发出',
    opened: '打开',
    clicked: '点击',
    bounced: '退信',
    complained: '被举报',
    unknown: '结果未知',
    failed: '失败',
    queued: '已派给客服',
    done: '已完成',
    skipped: '已跳过',
  },
  reasons: {
    ordered: '已下单',
    opened: '已打开',
    clicked: '已点击',
    redeemed: '已用券',
    expired: '已过时效',
    'out-of-budget': '预算已用完',
    'entered-again': '暂停期间已再次进入',
    archived: '活动已归档',
    'goal-met': '已达成目标',
    'earlier-step': '前面的步骤已见效',
    event: '触发事件不适用',
    'not-only-if': '不符合该步骤的前提',
    'complaint-open': '投诉处理中',
    'callback-open': '回访处理中',
    'no-email-address': '无邮箱',
    'no-phone': '无电话',
    'no-consent': '未同意接收',
    'same-mailbox': '与其他客户共用邮箱',
    'same-phone': '与其他客户共用电话',
    capped: '近期触达已达上限',
    'coupon-over': '优惠券已使用或已过期',
    'code-used-up': '通用券码已领完或已用过',
    'staff-busy': '当天回访已排满',
    unsubscribed: '已退订',
    bounced: '邮箱退信',
    complained: '曾举报垃圾邮件',
    'do-not-call': '要求勿来电',
    'when:tier': '等级不符',
    'unknown-customer': '客户已删除',
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
      `“${campaign}”有效：有 ${extraAtLeast} 至 ${extraAtMost} 位客户因此下单。建议继续。`,
    'campaign-harms': (campaign) =>
      `“${campaign}”适得其反：未联系的客户反而下单更多。建议暂停，检查文案与时机。`,
    'campaign-undecided': (campaign, visibleFrom) =>
      `“${campaign}”尚无定论：按目前样本量，差异达到 ${points(visibleFrom)} 个百分点才较可能检出。建议继续运行，或提高对照组比例。`,
    'campaign-just-begun': (campaign, days, of) =>
      `“${campaign}”刚刚开始：目标期 ${of} 天才过了 ${days} 天，请过一段时间再下结论。`,
    'uneven-groups': (campaign, share, holdout) =>
      `“${campaign}”：对照组实际占 ${percent(share, 2)}，而设定为 ${percent(holdout)}。这几乎不可能出于偶然，两组对比不可信。请检查：分组密钥是否换过，进入记录是否被删除？`,
    'no-address': (share) =>
      `活动要联系的客户中，有 ${percent(share)} 没有邮箱地址。请随订单一起发送地址，或导入地址。`,
    complaints: (campaign, share) =>
      `“${campaign}”：${percent(share, 2)} 的邮件被举报为垃圾邮件。达到 0.1% 时，SES 会审查发件账户。`,
    bounces: (campaign, share) =>
      `“${campaign}”：${percent(share)} 的邮件被退回。请检查这些地址的来源；达到 5% 时，SES 会审查发件账户。`,
    'unknown-deliveries': (campaign, count) =>
      `“${campaign}”：有 ${count} 封邮件无法确认是否已发出，没有重发。`,
    'no-consent': (share) => `活动要联系的客户中，有 ${percent(share)} 未同意接收。建议在结账时征求同意。`,
    'calls-overdue': (count) => `有 ${count} 个回访任务已逾期：在控制台的“回访”页查看名单。`,
    'calls-not-made': (count, share) =>
      `有 ${count} 个回访任务（占应回访的 ${percent(share, 0)}）始终无人拨打。建议缩小受众，或增加人手。`,
    'more-leave-than-return': (fellSilent, cameBack) =>
      `${fellSilent} 位客户转为沉默或流失，${cameBack} 位回流。可在客户沉默之前，针对降温客户做一次活动。`,
    'nobody-enters': (nights) =>
      `${nights} 次夜间任务中没有客户进入任何活动。请发布一个：rekindle campaigns publish workflows/campaigns/win-back.yaml`,
  },
};
