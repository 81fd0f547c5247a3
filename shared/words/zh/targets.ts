import type { en } from '../en/targets.ts';

/** What is said about the shop's targets in Chinese. */
export const zh: typeof en = {
  title: '目标达成',
  names: {
    reactivation: '沉默与流失客户召回率',
    secondOrder: '新客二单率',
    prospectConversion: '潜在客户转化率',
  },
  line: (name, rate, did, of, days, goal) =>
    `${name}：${days} 天内 ${rate}（${of} 位中的 ${did} 位），目标 ${goal}`,
  nobody: (name, goal) => `${name}：期间没有此类客户，目标 ${goal}`,
  reached: '已达成',
  missed: '未达成',
  tooEarly: (counted) => `目前只统计了其中 ${counted} 天`,
};
