import type { en } from '../en/findings.ts';

/** What the console says of things that need attention, in Chinese. */
export const zh: typeof en = {
  looks: {
    'night-failed': (night, error) =>
      `${night} 的夜间任务失败（${error}）。在下一次成功运行之前，客户分类不会更新，也没有客户在夜间进入活动。`,
    'night-missing': (night) => `自 ${night} 以来没有运行过夜间任务。请检查定时任务是否已停用。`,
    'out-of-budget': (campaign, limit) =>
      `“${campaign}”的预算（${limit}）已用完，活动已自动暂停。请提高预算后重新发布，或将其归档。`,
    'steps-held': (campaign, cohorts) =>
      `“${campaign}”受阻：有 ${cohorts} 个批次的下一步未能执行。系统会自动重试，原因见活动页面。`,
    'variant-best': (campaign, variant) =>
      `“${campaign}”：方案 ${variant} 优于其他所有方案，可向全部客户推广。`,
    'draft-waits': (draft, days, by) => `草稿 ${draft} 已搁置 ${days} 天未发布（最后由 ${by} 保存）。`,
  },
  links: {
    night: (night) => `${night} 的夜间任务`,
    nights: '全部夜间任务',
    campaign: (name) => `活动“${name}”`,
    report: (name) => `“${name}”的报告`,
    draft: (id) => `草稿 ${id}`,
  },
  pages: {
    calls: '回访',
    deliverability: '送达情况',
    campaigns: '活动',
    cooling: '降温客户',
  },
};
