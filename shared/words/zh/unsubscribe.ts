import type { en } from '../en/unsubscribe.ts';

/** The texts of the unsubscribe page in Chinese. */
export const zh: typeof en = {
  ask: '确定不再接收我们的营销邮件吗？',
  button: '退订',
  done: '退订成功，您将不再收到我们的营销邮件。',
  unknown: '此链接无效或不完整。',
};
