import type { LifecycleReason, QuietLimit } from '../../explain/lifecycle-reason.ts';
import type { ManReason } from '../../explain/man-reason.ts';
import type { TypeReason } from '../../explain/type-reason.ts';
import type { en } from '../en/reasons.ts';
import { type FormatMoney, percent, percentPair } from '../numbers.ts';
import { zh as labels } from './labels.ts';

const { lifecycles, tiers, levels, man: parts } = labels;

/** The sentences for reasons in Simplified Chinese. */
export const zh: typeof en = {
  lifecycle: (reason) => [whyLifecycle(reason), ...asides(reason)].join(''),

  scores: ({ scores, daysAgo, orderDays, spent, better }, money) =>
    [
      `最近购买 ${scores.recency} 分：最近一次下单在 ${daysAgo} 天前${better.daysAgo === undefined ? '' : `（${scores.recency + 1} 分需少于 ${better.daysAgo} 天）`}`,
      `购买频次 ${scores.frequency} 分：有 ${orderDays} 天下过单${better.orderDays === undefined ? '' : `（${scores.frequency + 1} 分需多于 ${better.orderDays} 天）`}`,
      `消费金额 ${scores.monetary} 分：净消费 ${money(spent)}${better.spent === undefined ? '' : `（${scores.monetary + 1} 分需超过 ${money(better.spent)}）`}`,
    ].join('；'),

  segment: ({ scores }) => `最近购买 ${scores.recency} 分，购买频次 ${scores.frequency} 分`,

  group: ({ scores, highFrom }) => {
    const level = (score: number) => (score >= highFrom ? '高' : '低');
    return `消费金额得分${level(scores.monetary)}，最近购买得分${level(scores.recency)}，购买频次得分${level(scores.frequency)}（${highFrom} 分及以上为高）`;
  },

  tier: ({ is, spent, from, next, keptUntil }, money) => {
    const spend = `本月及此前 11 个月净消费 ${money(spent)}`;
    if (keptUntil !== undefined) return `${spend}，已低于${tiers[is]}标准，等级保留至 ${keptUntil}`;
    const begins = from === undefined ? '' : `；${tiers[is]} ${money(from)} 起`;
    return `${spend}${begins}${next === undefined ? '' : `；${tiers[next.tier]} ${money(next.from)} 起`}`;
  },

  borderline: (kind, interestOn) =>
    ({
      'slowed-regular': '熟客已较久没有下单，现在挽留还来得及',
      sleeper: '已经沉睡，但尚未流失：一句恰当的话也许就能唤醒',
      'interested-prospect': `${interestOn === undefined ? '' : `${interestOn} `}浏览过商品，但还没有订单`,
    })[kind],

  type: (reason) => whyType(reason),

  potential: ({ lifetimeValue, byLifetimeValue, spentLastYear, bySpentLastYear, months }, money) =>
    `预计未来 ${months} 个月带来 ${money(Math.round(lifetimeValue))}，${above(byLifetimeValue)}；而过去一年消费 ${money(spentLastYear)}，${above(bySpentLastYear)}`,

  effective: ({ total, value, influence, loyalty, from, keptFrom, orderDays, chanceKept, referrals }) => {
    const brought =
      influence === undefined
        ? '影响力不计（没有推荐记录）'
        : `影响力 ${Math.round(influence)}（推荐 ${referrals.made} 位好友，其中 ${referrals.converted} 位下单）`;
    const stays = chanceKept === undefined ? '' : `，再次下单的概率为上次刚下单时的 ${percent(chanceKept)}`;
    return `总分 ${Math.round(total)}（满分 100，${from} 分起为有效客户，此后不低于 ${keptFrom} 分即可保持）：价值 ${Math.round(value)}，${brought}，忠诚度 ${Math.round(loyalty)}（${orderDays} 个下单日${stays}）`;
  },

  notEffective: '非有效客户',

  afterwards: (treatment) => `其次：${treatment}`,

  man: (reason, money) => [whyMoney(reason, money), whyAuthority(reason), whyNeed(reason)].join('；'),

  trait: (trait, since) =>
    ({
      'high-value': '消费金额属于最高的 20%',
      reactivated: `沉寂之后再次购买（${since} 起）`,
    })[trait],
};

/** A position, as the share of customers below it. */
const above = (position: number): string =>
  position < 0.005 ? '处于最低一档' : `高于 ${percent(position)} 的客户`;

/** A share of gaps: 0.8 as “八成”, which reads more easily than a percentage. */
const ofGaps = (share: number): string => (share === 0.8 ? '八成' : `${percent(share)} 的`);

function howLongIsLong({ days, share, of }: QuietLimit): string {
  if (of === 'own') return `按此节奏持续购买的客户，${ofGaps(share)}会在 ${days} 天内再次下单`;
  if (of === 'shop') return `本店持续购买的回头客，${ofGaps(share)}会在 ${days} 天内再次下单`;
  return `本店还不能预测，暂以 ${days} 天为限`;
}

function whyLifecycle(reason: LifecycleReason): string {
  const { quiet, cancelledOrders } = reason;
  if (quiet === undefined) {
    const cancelled = cancelledOrders === 0 ? '' : `（取消过 ${cancelledOrders} 单）`;
    return `已有记录，但还没有有效订单${cancelled}。`;
  }
  const { days, orderDays, limit, rhythmDays, forecast } = quiet;
  const since =
    orderDays === 1
      ? `只有一个下单日，在 ${days} 天前`
      : `距最近一次下单 ${days} 天（共 ${orderDays} 个下单日）`;
  const rhythm =
    orderDays > 2 && rhythmDays !== undefined ? `，平常约每 ${Math.round(rhythmDays)} 天一次` : '';
  const begin = `${since}${rhythm}；${howLongIsLong(limit)}`;
  return forecast === undefined
    ? `${begin}。回头客太少，还不能预测。`
    : `${begin}；${oddsOf(forecast, reason)}。`;
}

function oddsOf(
  { horizonDays, chance, average, lostBelow }: NonNullable<NonNullable<LifecycleReason['quiet']>['forecast']>,
  { is, byNumbersAlone }: LifecycleReason,
): string {
  const [own, usually] = percentPair(chance, average);
  const odds = `未来 ${horizonDays} 天内下单的概率为 ${own}`;
  // Where only the slack keeps a class, tonight's numbers do not support it.
  if (byNumbersAlone === undefined && is === 'lost')
    return `${odds}，不到近期客户平均（${usually}）的${lostBelow === 0.5 ? '一半' : ` ${percent(lostBelow)}`}`;
  if (byNumbersAlone === undefined && is === 'silent') return `${odds}，低于近期客户平均的 ${usually}`;
  return `${odds}（近期客户平均为 ${usually}）`;
}

function asides({ is, since, was, byNumbersAlone, lastNight, slack }: LifecycleReason): string[] {
  const before = was === undefined ? '' : `，此前为${lifecycles[was]}`;
  return [
    ...(lastNight === undefined
      ? [`${since} 起为${lifecycles[is]}${before}。`]
      : [`上次夜间任务时仍为${lifecycles[lastNight]}，下次将变为${lifecycles[is]}。`]),
    ...(byNumbersAlone === undefined
      ? []
      : [
          `单看今晚的数字应为${lifecycles[byNumbersAlone]}；没有新订单时，须越过界限 ${percent(slack)} 才会改变。`,
        ]),
  ];
}

function whyType(reason: TypeReason): string {
  switch (reason.is) {
    case 'dissatisfied':
      return reason.signs
        .map((sign) => {
          if (sign === 'refunds') return `已付金额的 ${percent(reason.refundedShare)} 已退款`;
          if (sign === 'open-complaint')
            return `有 ${reason.complaints?.open ?? 0} 件投诉尚未解决，最近一件在 ${reason.complaints?.openedOn}`;
          return scoresGiven(reason.feedback);
        })
        .join('；');
    case 'loyal':
      return `有 ${reason.orderDays} 天下过单（满 ${reason.needed} 天即可），目前为${lifecycles[reason.lifecycle]}`;
    case 'discount-driven':
      return `${reason.orders} 单中有 ${reason.discounted} 单用了折扣（达到 ${percent(reason.shareNeeded)} 即可）`;
    case 'new':
      return `${reason.firstDay} 首次下单，尚未再次购买`;
    case 'prospect':
      return `还没有订单${reason.interestOn === undefined ? '' : `；最近一次浏览商品在 ${reason.interestOn}`}`;
  }
}

function scoresGiven(feedback: Extract<TypeReason, { is: 'dissatisfied' }>['feedback']): string {
  const scores = [
    ...(feedback?.nps ? [`推荐意愿 ${feedback.nps.score}/10（${feedback.nps.on}）`] : []),
    ...(feedback?.csat ? [`满意度 ${feedback.csat.score}/5（${feedback.csat.on}）`] : []),
  ];
  return scores.join('，');
}

const kept = (isHeld: boolean): string => (isHeld ? '，尚未明显越过界限，暂不改变' : '');

function whyMoney({ man, held, money: measured }: ManReason, money: FormatMoney): string {
  const level = `${parts.money}${levels[man.money]}`;
  if (measured === undefined) return `${level}：没有订单和购物车可供判断`;
  const what = measured.of === 'orders' ? '平均每个下单日' : '购物车金额';
  return `${level}：${what} ${money(Math.round(measured.amount))}，${above(measured.position)}${kept(held.money)}`;
}

function whyAuthority({ man, authority: { orders, cancelledOrders, cartDays } }: ManReason): string {
  const level = `${parts.authority}${levels[man.authority]}`;
  if (man.authority === 'unknown') return `${level}：还没有订单`;
  if (man.authority === 'high') return `${level}：自己下单付款（${orders} 单）`;
  return cancelledOrders > 0
    ? `${level}：${orders + cancelledOrders} 单中取消了 ${cancelledOrders} 单`
    : `${level}：有 ${cartDays} 天加过购物车，却没有下单`;
}

function whyNeed({ man, held, need }: ManReason): string {
  const level = `${parts.need}${levels[man.need]}`;
  if (need === undefined) return `${level}：近期没有浏览商品，也还不能预测`;
  if (need.by === 'interest') return `${level}：${need.on} 浏览过商品`;
  const [chance, average] = percentPair(need.chance, need.average);
  return `${level}：${need.horizonDays} 天内下单的概率 ${chance}（近期客户平均 ${average}）${kept(held.need)}`;
}
