import type { en } from '../en/nights.ts';

/** What is said of one night, in Chinese. */
export const zh: typeof en = {
  verdicts: {
    closed: '夜间任务已完成',
    incomplete: '夜间任务已完成，但有活动步骤未执行完',
    running: '夜间任务运行中',
    failed: '夜间任务已中断',
  },
  runningText: '完成后显示各项数字，本页会自动刷新。',
  brokeOff: {
    measuring: '在测算全体客户时中断，客户的分类都没有变化。',
    later: '在测算完成之后中断：可能是在重新评分、执行活动步骤或统计报告时。',
  },
  why: (failure, detail) => `原因：${failure}（${detail}）。`,
  ended: {
    ABORTED: '原因：有人停止了本次执行。',
    TIMED_OUT: '原因：运行超过了 20 小时。',
  },
  resume: '请重新运行：会从中断处继续，不会重复执行。在此之前，活动会等待。',
  overtaken: '之后的夜间任务已重新计算全体客户，无需处理。',
  figuresTitle: '统计结果',
  customers: '位客户参与计算',
  changed: '位客户分类有变化',
  cameBack: '位客户从沉默或流失中回流',
  entered: '人次进入活动',
  stepsRun: '个活动步骤已执行',
  stepsFailed: '个步骤未执行完',
  callsWaiting: '个回访等待处理',
  callsOverdue: '个回访已逾期',
  durationTitle: '用时',
  total: (duration) => `共 ${duration}。`,
  parts: {
    open: '开始',
    measure: '测算全体客户',
    fit: '建立模型',
    rescore: '重新评分并让客户进入活动',
    campaigns: '执行活动步骤',
    report: '统计报告',
  },
  duration: (hours, minutes, seconds) => {
    if (hours > 0) return `${hours} 小时 ${minutes} 分`;
    return minutes > 0 ? `${minutes} 分 ${seconds} 秒` : `${seconds} 秒`;
  },
  enteredTitle: '各活动的进入人数',
  excludedTitle: '因其他活动而未进入',
  excludedText: '这些客户本可进入，但正处于不允许同时参加其他活动的活动中。',
  failuresTitle: '未完成的步骤与处理办法',
  failure: (campaign, version, step, slot, why) =>
    `${campaign} 第 ${version} 版，${slot} 进入的客户的第 ${step} 步：${why}`,
  moreFailures: (count) => `另有 ${count} 个，见各活动页面`,
  budgetTitle: '预算已用完的活动',
  budget: (campaign, limit) => `${campaign} 已暂停：预算 ${limit}已用完。请提高预算并发布，然后恢复活动。`,
  costTitle: '费用',
  readUnits: '个读取单位',
  writeUnits: '个写入单位',
  dollars: '美元',
  costText:
    '两次遍历全体客户的费用，按 AWS DynamoDB 按需标价计算（每百万读取单位 0.125 美元，每百万写入单位 0.625 美元）。Lambda 另加约六分之一。邮件以及活动步骤和报告的读写不在其内。',
};
