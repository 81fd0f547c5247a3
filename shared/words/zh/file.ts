import type { en } from '../en/file.ts';

/** The schemas' own sentences in Chinese, by what they say in English. */
const sentences: Readonly<Record<string, string>> = {
  'name at least one': '至少写一个',
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
  'staff need some time to call': '要给员工留出回访的时间',
  'a template name has only lower-case letters, digits and hyphens': '模板名只能用小写字母、数字和连字符',
  'a step has exactly one of email, coupon and callback': '每个步骤只能有 email、coupon、callback 之一',
  'this is an amount in whole units, such as 200 or 200.50 EUR, in the currency of the shop':
    '金额以元（货币的主单位）计，例如 200 或 200.50 EUR，且须为店铺的货币',
  'tiers must rise: silver < gold < platinum': '等级门槛须递增：silver < gold < platinum',
  'scores are whole numbers from 1 to 5': '评分为 1 至 5 的整数',
};

/** What is wrong with a file that a person wrote, in Chinese. */
export const zh: typeof en = {
  campaign: '此活动文件无法使用',
  settings: '此设置文件无法使用',
  unknownKey: (key) => `这里没有 "${key}" 这一项`,
  didYouMean: (word) => `；是否想写 "${word}"？`,
  belongsIn: (key, place) =>
    place === '' ? `；"${key}" 应写在文件最外层` : `；"${key}" 应写在 ${place} 之下`,
  noneOf: (word, known) => `"${word}" 无效，可选：${known}`,
  oneOrList: (known) => `应为一个词或一个列表，可选：${known}`,
  missing: '缺少这一项',
  expected: {
    string: '应为文字',
    number: '应为数字',
    int: '应为整数',
    boolean: '应为 true 或 false',
    array: '应为方括号中的列表',
    object: '应包含下级的项',
  },
  other: '这里不能这样写',
  withoutPercent: '应为数字，不带百分号',
  atLeast: (least) => `不能小于 ${least}`,
  atMost: (most) => `不能大于 ${most}`,
  emptyText: '内容为空',
  tooLong: (most) => `超过 ${most} 个字符`,
  example: (example) => `，例如 ${example}`,
  sentence: (english) => sentences[english] ?? english,
  template: {
    missing: (name) => `找不到模板 "${name}"（${name}.zh.md）`,
    unknown: (variable, suggestion) => `没有变量 "${variable}"${suggestion}`,
    noCoupon: (variable) => `"${variable}" 只能用于 coupon 步骤；这一步的邮件不带优惠券`,
    canBeMissing: (variable) => `"${variable}" 可能为空，请给出默认值：{{ ${variable} | default: "…" }}`,
    at: (line, column) => `，第 ${line} 行第 ${column} 列`,
  },
  noScript: (name, known) => `找不到话术 "${name}"（${name}.zh.md）${known === '' ? '' : `；现有：${known}`}`,
};
