import { createTranslation } from './translation.ts';

/**
 * What the schemas say themselves, in Chinese. They say it in English, for whoever calls the API. `{}` stands for what
 * differs from case to case.
 */
export const schemaSentences: Readonly<Record<string, string>> = {
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
  'a first order comes once, so nobody enters again: leave reenter out':
    '首单只有一次，客户不会再次进入：请删去 reenter',
  'nobody enters again before the goal of the last entry has ended: make reenter at least as long as goal':
    '上一次进入的目标期（goal）结束前不能再次进入；reenter 不能短于 goal',
  'a day is written YYYY-MM-DD': '日期写作 YYYY-MM-DD，例如 2027-01-31',
  'say from which day on they are held out, such as 2027-01-01; write a new day whenever the share changes':
    '请写明从哪一天起不参加任何活动，例如 2027-01-01；比例一变，就写新的日期',
  'this day is not plausible': '这个日期不合理',
  'staff need some time to call': '要给客服留出回访的时间',
  'a template name has only lower-case letters, digits and hyphens': '模板名只能用小写字母、数字和连字符',
  'a time of day is written "09:30"': '时刻请加引号写成 "09:30"',
  'a time of day is written 09:30, from 00:00 to 23:59': '时刻写作 09:30，从 00:00 到 23:59',
  'no earlier step has the name {}': '前面没有名为 {} 的步骤',
  'an earlier step has the name {} too': '前面已有名为 {} 的步骤',
  'give add, remove or both': '请写 add（加上）、remove（去掉），或两个都写',
  'nobody has what is both included and excluded': '同一项不能既包含又排除',
  'a tag is added or removed, not both': '同一个标签不能既加上又去掉',
  'an id cannot be empty': '标签不能为空',
  'an id has at most 128 bytes': '标签最多 128 字节（约 40 个汉字）',
  'an id cannot contain # or control characters': '标签不能含有 # 或控制字符',
  'write a whole address, such as https://your-shop.example/webhooks':
    '请写完整网址，例如 https://your-shop.example/webhooks',
  'a webhook goes to an address that begins with https://': 'Webhook 的地址须以 https:// 开头',
  'a webhook is signed; write its address without a user name and password':
    'Webhook 自带签名，地址中不要写用户名和密码',
  'say what the event is like, such as { category: tea }': '请写明触发事件的条件，例如 { category: tea }',
  'no event begins this campaign, so there is none to ask about': '这个活动不由事件触发，没有可以判断的事件',
  'the event of this campaign has no {}': '这个活动的触发事件没有 {} 可判断',
  'weekdays go with an hour; add one such as at: "10:00"': '写了星期（on）就要写时刻，例如 at: "10:00"',
  'quiet hours that never end let nothing through; write "none" for no quiet hours':
    '起止时刻相同的免打扰时段会拦下所有邮件；不需要免打扰时段请写 none',
  'this is either points alone, or one coupon with validForDays':
    '这里要么只写 points（积分），要么写一种优惠券和 validForDays（有效天数）',
  'after its last day a coupon is good for nothing: write how many days before, such as days: -3':
    '优惠券过期后就不能用了；请写提前几天，例如 days: -3',
  'wait for 1h to 30d': '等待时长须在 1h 到 30d 之间',
  'an event is named in lowercase letters, digits, hyphens, dots and underscores, 60 at most':
    '事件名只能用小写字母、数字、连字符、点和下划线，最多 60 个字符',
  'who is in the audience would enter every night; write how long after, such as { after: 90d }':
    '受众里的人会每晚都进入；请写明隔多久，例如 { after: 90d }',
  'people times callsPerPerson is at most 2,000 calls a day':
    '人数（people）乘以每人通数（callsPerPerson）每天最多 2,000 通',
  'calling hours end after they begin': '可致电时段的结束时刻须晚于开始时刻',
  'name at least one day, such as [mon, tue, wed, thu, fri]': '请至少写一天，例如 [mon, tue, wed, thu, fri]',
  'a variant is named in lowercase letters, digits and hyphens, begins with a letter, and has 20 of them at most':
    '方案名只能用小写字母、数字和连字符，以字母开头，最多 20 个字符',
  'write the name of a variant, such as short': '请写方案名，例如 short',
  'leave a variant out that nobody gets': '没有人会进入的方案请删去',
  'write each variant with its share, such as { short: 50%, long: 50% }':
    '请写出每个方案及其比例，例如 { short: 50%, long: 50% }',
  'a campaign has 2 to 5 variants, or none': '活动可以有 2 至 5 个方案，也可以没有',
  'the shares of the variants come to 100% together; of three: 33.3%, 33.3% and 33.4%':
    '各方案的比例合计须为 100%；三个方案可写 33.3%、33.3%、33.4%',
  'the campaign has no variants; give it some, such as variants: { short: 50%, long: 50% }':
    '此活动没有方案；请先写出方案，例如 variants: { short: 50%, long: 50% }',
  'every variant has the same steps; say for which a step is, such as variant: short':
    '各方案的步骤完全相同；请写明步骤属于哪个方案，例如 variant: short',
  'a step has exactly one of email, coupon, callback, points, tag and webhook':
    '每个步骤必须且只能有 email、coupon、callback、points、tag、webhook 中的一项',
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
    '步骤中不能使用预测类条件，这些数字只由夜间任务计算；请写在 audience 中',
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

/** A sentence of a schema in Chinese; as it is when nobody has translated it. */
export const sentenceInChinese = createTranslation(schemaSentences);
