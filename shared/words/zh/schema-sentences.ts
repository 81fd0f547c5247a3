/**
 * What the schemas say themselves, in Chinese. They say it in English, for whoever calls the API. `{}` stands for what
 * differs from case to case.
 */
const sentences: Readonly<Record<string, string>> = {
  'name at least one': '至少写一个',
  'a cap is written { messages: 3, withinDays: 7 }; [] is no cap':
    '触达上限写作 { messages: 3, withinDays: 7 }（7 天内最多 3 次）；[] 表示不设上限',
  'a step that expires at once never runs; write how late it may be':
    '立即过期的步骤永远不会执行；请写明最多可以迟多久',
  'give atLeast, atMost or both': '请写 atLeast（不少于）、atMost（不超过），或两个都写',
  'atLeast is above atMost': 'atLeast（不少于）大于 atMost（不超过）',
  'a length of time is a number with a unit, such as "14d", "6h" or "2w"':
    '时长写作数字加单位：14d（天）、6h（小时）、2w（周）',
  'a length of time is a number with a unit, such as 14d, 6h or 2w':
    '时长写作数字加单位：14d（天）、6h（小时）、2w（周）',
  'write whole days here, such as 14d or 2w': '这里要写整天数，例如 14d 或 2w',
  'a share is written with a percent sign, such as "10%"': '比例要带百分号，例如 10%',
  'a share is written like "10%" and must be below 100%': '比例写作 10% 的形式，且须小于 100%',
  'a campaign has at least one step': '活动至少要有一个步骤',
  'steps must be in order of time; this one is due before the step above it':
    '步骤须按时间先后排列；这一步早于上一步',
  'nobody enters again before the goal of the last entry has ended: make reenter at least as long as goal':
    '上一次进入的目标期（goal）结束前不能再次进入；reenter 不能短于 goal',
  'a day is written YYYY-MM-DD': '日期写作 YYYY-MM-DD，例如 2027-01-31',
  'say from which day on they are held out, such as 2027-01-01; write a new day whenever the share changes':
    '请写明从哪一天起不参加任何活动，例如 2027-01-01；比例一变，就写新的日期',
  'this day is not plausible': '这个日期不合理',
  'staff need some time to call': '要给员工留出回访的时间',
  'a template name has only lower-case letters, digits and hyphens': '模板名只能用小写字母、数字和连字符',
  'a step has exactly one of email, coupon, callback and points':
    '每个步骤只能有 email、coupon、callback、points 之一',
  'a recommendation is a whole number from 0 to 10': '推荐意愿为 0 至 10 的整数',
  'a share is written with a percent sign, from "0%" to "100%"': '比例要带百分号，写作 0% 至 100%',
  'give at least one condition': '至少写一个条件',
  'give at least one of the three': '三项中至少写一项',
  'give include, exclude or both': '请写 include（须有）、exclude（须无），或两个都写',
  'give email, phone or both': '请写 email、phone，或两个都写',
  'give product or category; for both, write two conditions under any':
    'product 和 category 只能写一个；两个都要时，在 any 下面写成两个条件',
  'not takes one condition; for several, write not: { any: […] } or not: { all: […] }':
    'not 下面只能有一个条件；有多个时写作 not: { any: […] }（都不满足）或 not: { all: […] }（不同时满足）',
  'a step cannot ask for a forecast, which only a night knows; ask for it in the audience':
    '步骤中不能使用预测类条件，这些数字只在夜间计算；请写在 audience 中',
  'an audience is named in lowercase letters, digits and hyphens, 40 at most':
    '受众名只能用小写字母、数字和连字符，最多 40 个字符',
  'a campaign is named in lowercase letters, digits and hyphens, 40 at most':
    '活动名只能用小写字母、数字和连字符，最多 40 个字符',
  'there is no shared audience yet; write this one as NAME.yaml in the folder audiences':
    '还没有共享受众；请在 audiences 文件夹中新建同名的 .yaml 文件',
  'these audiences contain each other: {}': '这些受众互相包含：{}',
  'unknown country; use the ISO 3166-1 code of two letters, such as GB or CN':
    '没有这个国家或地区代码，请用两个字母的 ISO 3166-1 代码，例如 CN、GB',
  'a coupon has exactly one of percentOff, amountOff, freeShipping, gift and freeTrial':
    '优惠券只能写 percentOff（折扣）、amountOff（立减）、freeShipping（免运费）、gift（赠品）、freeTrial（试用）之一',
  'a shared code has 4 to 24 letters A to Z and digits, with single hyphens between them':
    '通用券码由 4 至 24 个英文字母和数字组成，中间可用单个连字符分隔，例如 SPRING-26',
  'a shared code has at most 5,000 uses; without `shared`, everybody gets a code of their own':
    '通用券码最多可用 5000 次；不写 shared，则每位客户各得一个专属券码',
  'scores are whole numbers from 1 to 5': '评分为 1 至 5 的整数',
  'this is an amount in whole units, such as 200 or 200.50 EUR, in the currency of the shop':
    '金额以元（货币的主单位）计，例如 200 或 200.50 EUR，且须为店铺的货币',
  'unknown currency {}; use an ISO 4217 code such as GBP': '没有货币 {}，请用 ISO 4217 代码，例如 CNY',
  'unknown time zone; use a name such as Europe/London or Asia/Shanghai':
    '没有这个时区，请写 Asia/Shanghai、Europe/London 这样的名称',
  'write a whole address, such as https://your-shop.example': '请写完整网址，例如 https://your-shop.example',
  'the address of the HTTP API begins with https://': 'HTTP API 的网址须以 https:// 开头',
  '"{}" names no email address; write: Your Shop <hello@your-shop.example>':
    '"{}" 中没有邮箱地址，请写作：店铺名 <hello@your-shop.example>',
  'the name in "{}" has a quote that is not closed': '"{}" 中名称的引号没有闭合',
  'assumed gaps must rise: active < cooling < silent': '假定间隔须递增：active < cooling < silent',
  'quantiles must rise and stay below 1: activeUpTo < coolingUpTo < silentUpTo < 1':
    '分位点须递增且小于 1：activeUpTo < coolingUpTo < silentUpTo < 1',
  'lostBelow must be less than silentBelow': 'lostBelow 须小于 silentBelow',
  'tiers must rise: silver < gold < platinum': '等级门槛须递增：silver < gold < platinum',
  'at least one weight must be above 0': '至少有一个权重须大于 0',
  'points are whole numbers': '积分须为整数',
  'a step grants at least one point': '每个步骤至少赠送 1 积分',
  'a step grants at most 1,000,000 points': '每个步骤最多赠送 1,000,000 积分',
  'a rate has at most two decimals': '积分倍率最多两位小数',
  'a reward is named in lowercase letters, digits and hyphens': '兑换项名称只能用小写字母、数字和连字符',
  'two rewards have the same name': '两个兑换项重名',
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The sentences with a gap, each as a pattern for what stands in it. */
const withGap = Object.entries(sentences)
  .filter(([english]) => english.includes('{}'))
  .map(
    ([english, chinese]) =>
      [new RegExp(`^${english.split('{}').map(escaped).join('(.*)')}$`, 's'), chinese] as const,
  );

/** A sentence of a schema in Chinese; as it is when nobody has translated it. */
export function sentenceInChinese(english: string): string {
  const known = sentences[english];
  if (known !== undefined) return known;
  for (const [pattern, chinese] of withGap) {
    const gap = pattern.exec(english)?.[1];
    if (gap !== undefined) return chinese.replace('{}', () => gap);
  }
  return english;
}
