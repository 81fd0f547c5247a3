import type { en } from '../en/preview.ts';

/** What is said in the place of a mail that cannot be shown, in Chinese. */
export const zh: typeof en = {
  ended: '此预览已失效，请在控制台中重新打开。',
};
