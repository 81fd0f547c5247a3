import type { en } from '../en/commands.ts';

/** What the commands about campaigns, settings and nights print in Chinese. */
export const zh: typeof en = {
  goOn: '是否继续？',
  needsYes: '如确认无误，请加上 --yes',
  stopped: '未做任何更改。',
  noDataIn: '此文件夹中没有数据，请检查名称；rekindle import 和 rekindle start 会建立数据',
  campaigns: {
    checked: (file, name, steps) => `${file}：${name}，共 ${steps} 步`,
    decidesEarly: (name, on, earliest) =>
      `“${name}”的判定日为 ${on}，届时还没有任何客户走完目标期；请改为 ${earliest} 或之后`,
    broadcastOver: (name, on, earliest) =>
      `“${name}”定于 ${on} 群发，但群发的客户在前一晚选定，现在已没有人会进入；请改为 ${earliest} 或之后`,
    warnings: {
      'guarded-by-opens': (step) =>
        `第 ${step} 步以客户是否打开邮件为条件；许多“打开”来自自动预加载图片的邮件程序，用 clicked（点击）更可靠`,
    },
    counting: '正在统计客户',
    unknown: '无法得知有多少客户会进入：这些数据还没有运行过夜间任务',
    noData: (directory) => `无法得知有多少客户会进入：${directory} 中没有数据`,
    entering: (shown) => `今晚将有 ${shown} 位进入`,
    enteringOn: (shown, day) => `按今天的情况，${day} 将有 ${shown} 位进入`,
    letIn: (shown) => `符合条件、触发后可进入的有 ${shown} 位`,
    byDate: (days, shown, perDay) =>
      `客户在各自的日子进入：未来 ${days} 天内有 ${shown} 位，平均每天约 ${perDay} 位`,
    byEvent: (event, days, shown, perDay) =>
      `由事件触发（${event}）：最近 ${days} 天内有 ${shown} 位发生过（每人只计一次），平均每天约 ${perDay} 位`,
    byUnknownEvent: (event) => `由事件触发（${event}），无法事先得知发生的频率`,
    heldOut: (share) => `其中 ${share} 为对照组，不会收到`,
    unknownCampaign: (name, near) =>
      `受众中提到的活动“${name}”既不在此文件旁，也没有发布${near === '' ? '' : `；是否想写“${near}”？`}`,
    plan: {
      forecast: (rate, days) => `按最新预测，不做活动时，其中 ${rate} 会在 ${days} 天内下单`,
      assumed: (rate, days) => `还没有这些客户的预测，以下按不做活动时 ${rate} 会在 ${days} 天内下单估算：`,
      onTheDay: (_count, shown) => `按 ${shown} 位客户计算`,
      onlyTonight: (_count, shown) => `按今晚进入的 ${shown} 位客户计算（不含之后进入的）`,
      alsoLater: (count, shown, perWeek) =>
        count === 0
          ? `按每周约 ${perWeek} 位客户进入（与上周持平）计算`
          : `按今晚进入 ${shown} 位、之后每周约 ${perWeek} 位（与上周持平）计算`,
      byTheWeek: (perWeek) => `按每周约 ${perWeek} 位客户进入计算`,
      found: (who, holdout, { from, to }, weeks) =>
        `${who}，对照组占 ${holdout} 时，${weeks} 周内有八成把握能看出的最小效果，是下单率从 ${from} 升至 ${to}`,
      nothingFound: (who, holdout, weeks) =>
        `${who}，对照组占 ${holdout} 时，${weeks} 周内无论效果多大都看不出来`,
      noHoldout: '没有设对照组，报告将无法判断活动的效果',
      enough: ({ from, to }, weeks) =>
        `这个比例已经足够：下单率从 ${from} 升至 ${to} 这样的效果，${weeks} 周内就能看出`,
      lessIsEnough: ({ from, to }, holdout, weeks) =>
        `对照组只占 ${holdout} 也够：下单率从 ${from} 升至 ${to} 这样的效果，${weeks} 周内就能看出`,
      holdOut: ({ from, to }, holdout, weeks) =>
        `建议对照组设为 ${holdout}：下单率从 ${from} 升至 ${to} 这样的效果，${weeks} 周内就能看出`,
      variantsApart: ({ from, to }, weeks) =>
        `任意两个方案之间，${weeks} 周内有八成把握能看出的最小差异，是下单率 ${from} 与 ${to} 的差距`,
      variantsAlike: (weeks) => `两个方案之间，${weeks} 周内无论差异多大都看不出来`,
      tooFew: ({ from, to }, byHalf) =>
        `客户太少，无论对照组占多少，到时都看不出下单率从 ${from} 升至 ${to} 这样的效果${byHalf === undefined ? '' : `；对照组占一半时，升至 ${byHalf} 才能看出`}`,
    },
    everybody: (name) => `“${name}”面向全部客户：受众没有任何条件`,
    moreThanHalf: (name, inAudience, customers) =>
      `“${name}”面向半数以上的客户：${customers} 位中的 ${inAudience} 位`,
    published: (id, version, name) => `${id} 第 ${version} 版：${name}`,
    none: '还没有发布任何活动。',
    promoted: (id, version, variant) =>
      `${id} 第 ${version} 版：此后进入的客户都用方案 ${variant}。请在活动文件中也写上 promoted: ${variant}。`,
    promotedAlready: (id, variant) => `${id}：所有人已在用方案 ${variant}。`,
    noVariants: '此活动没有方案',
    noSuchVariant: (known) => `没有这个方案，可选：${known}`,
    publishedMeanwhile: '刚刚有新的版本发布；请查看后重试',
    noSuchCampaign: (known) => `没有这个活动${known === '' ? '' : `；现有：${known}`}`,
  },
  settings: {
    same: '与现有设置相同，无需更改。',
    changes: (shopName) => `${shopName} 的设置将有以下更改：`,
    saved: (shopName) => `${shopName} 的设置已保存。`,
    changedMeanwhile: '期间有人改过这项设置，本次没有保存',
    rotated: (purpose, id) =>
      purpose === 'webhooks'
        ? `新的 Webhook 将同时使用密钥 ${id} 和上一个密钥签名。请把新密钥交给接收方：rekindle settings webhook-keys。`
        : `新的${purpose === 'links' ? '退订链接' : '优惠券'}将使用密钥 ${id} 签名；此前签发的仍然有效。`,
    unset: '未设置',
    noPostalAddress:
      '邮件页脚没有店铺的通信地址，而许多国家的法律要求注明（如美国的 CAN-SPAM 法案）。请设置 postalAddress。',
    tierTooLow: (tier, from, meanOrder) =>
      `${tier}门槛 ${from}：平均每单就有 ${meanOrder}，几乎人人都能达到。金额以货币的主单位（元、英镑等）计，不以分计。`,
    tierTiny: (tier, from) =>
      `${tier}门槛 ${from}：几乎每一单都会超过。金额以货币的主单位（元、英镑等）计，不以分计。`,
    tierTooHigh: (tier, from, meanOrder) =>
      `${tier}门槛为一年 ${from}：相当于 1,000 多笔平均 ${meanOrder} 的订单。金额以货币的主单位（元、英镑等）计，不以分计。`,
  },
  night: {
    title: (date) => `${date} 的夜间任务`,
    nothingDone: {
      'closed-already': (date) => `${date} 的夜间任务已运行过，本次未做任何事。`,
      'run-by-another': (date) => `${date} 的夜间任务正在运行，本次未做任何事。`,
      overtaken: (date) => `已运行过比 ${date} 更晚的夜间任务，所有客户都已重新评分，本次未做任何事。`,
    },
    customers: (_count, shown, changed) => `重新评分 ${shown} 位客户，其中 ${changed} 位分类有变化`,
    cameBack: (count) => `${count} 位从沉默或流失中回流`,
    entered: (campaign, _count, shown) => `${shown} 位客户进入活动 ${campaign}`,
    nobodyEntered: '没有客户进入任何活动。',
    steps: (run, failed) =>
      `运行了 ${run} 个活动步骤${failed === 0 ? '' : `，${failed} 个失败，下次运行时重试`}`,
    outOfBudget: (campaign, limit) => `${campaign} 已自动暂停：预算（${limit}）已用完`,
    past: (date) =>
      `${date} 已经过去：客户将按那一天分类（使用目前已知的全部订单），进入活动的客户从现在起执行各步骤。`,
    future: (date) => `${date} 尚未到来：客户将按到那一天为止什么都没有发生来分类。`,
  },
};
