import type { en } from '../en/loyalty.ts';

/** What is said about benefits, points and referrals in Chinese: in emails within a sentence, and on the pages of staff. */
export const zh: typeof en = {
  list: (parts) => parts.join('、'),
  tiers: { bronze: '铜牌', silver: '银牌', gold: '金牌', platinum: '白金' },
  pointsRate: (rate, unit) => `每消费 ${unit} 积 ${rate} 分`,
  freeShipping: '免运费',
  earlyAccess: '新品优先购',
  ownPrices: '专享会员价',
  page: {
    benefits: (list, priceList) =>
      `会员权益：${list}${priceList === undefined ? '' : `（价目表 ${priceList}）`}`,
    points: (balance, next) =>
      `积分：${balance}${next === undefined ? '' : `，其中 ${next.points} 分 ${next.lastDay} 到期`}`,
    referralCode: (code, year, sent, most) =>
      `推荐码：${code}（${year} 年已推荐 ${sent} 位好友，上限 ${most} 位）`,
    cameBy: (code, order, isTakenBack) =>
      `使用推荐码 ${code}，首单 ${order}${isTakenBack ? '；奖励已收回' : ''}`,
    referralPoints: (isGiven) => (isGiven ? '推荐奖励' : '推荐奖励收回'),
    statement: {
      ordered: (order) => `订单 ${order}`,
      'taken-back': (order) => `订单 ${order} 退款或取消`,
      granted: (purpose) => `赠送（${purpose}）`,
      spent: (reward) => `兑换 ${reward}`,
      expired: () => '已过期',
    },
  },
};
