import type { en } from './en.ts';

/** What the pages of nights say, in Chinese. */
export const zh: typeof en = {
  title: '夜间任务',
  description: '每夜重新计算全体客户，让符合条件的客户进入活动，并统计报告。',
  night: '日期',
  state: '状态',
  states: { running: '进行中', failed: '已中断', closed: '已完成' },
  stepsFailed: (count) => `${count} 个步骤未完成`,
  began: '开始时间',
  took: '用时',
  customers: '客户数',
  entered: '进入活动',
  steps: '执行步骤',
  cost: '费用',
  none: '还没有运行过夜间任务',
  noneHelp: '控制台的所有数据都从第一次夜间任务开始。几千位客户只需几秒钟。',
  older: '更早',
  newest: '最近',
  run: '立即运行',
  again: '重新运行',
  againTitle: (night) => `重新运行 ${night} 的夜间任务？`,
  runTitle: '现在就运行今天的夜间任务？',
  runText:
    '将对每位客户重新评分，让符合条件的客户进入活动，到期的步骤会发送消息。如果正在运行，不会重复开始；如果曾经中断，则从中断处继续；如果已经完成，则不做任何事。',
  became: {
    started: (night) => `${night} 的夜间任务已开始。`,
    resumed: (night) => `${night} 的夜间任务从中断处继续。`,
    running: (night) => `${night} 的夜间任务正在运行。`,
    'closed-already': (night) => `${night} 的夜间任务已完成，本次未做任何事。`,
    overtaken: (night) => `已运行过比 ${night} 更晚的夜间任务；补跑会覆盖其结果，因此本次未做任何事。`,
  },
  ofNight: (night) => `${night} 的夜间任务`,
  from: (began, ended) => `${began} 至 ${ended}`,
  since: (began) => `${began} 开始`,
  population: '查看当夜客户群体',
};
