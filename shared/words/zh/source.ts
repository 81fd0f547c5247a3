import { createTranslation } from './translation.ts';

/** Where a consent or a suppression comes from, in Chinese; as it is where the shop has named its source itself. */
export const sourceInChinese = createTranslation({
  'order {}': '订单 {}',
  'console {}': '控制台 {}',
  'list {}': '名单 {}',
  erasure: '删除客户数据',
});
