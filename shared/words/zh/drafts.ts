import type { en } from '../en/drafts.ts';

/** What is said about campaigns that are being written, in Chinese. */
export const zh: typeof en = {
  idIsTaken: (id) => `编号 ${id} 已被其他活动或草稿占用，请换一个`,
  testSubject: (subject) => `【测试】${subject}`,
  blank: `name: 新活动
# 谁会进入：满足以下全部条件的客户。
audience:
  lifecycle: [active]
steps:
  - after: 0d
    email: { template: hello }
`,
};
