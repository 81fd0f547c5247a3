import type { en } from '../en/coupon.ts';
import { discountInZhe } from './discount.ts';

/** What is said about coupons in Chinese: in emails within a sentence, and on the pages of staff. */
export const zh: typeof en = {
  percent: discountInZhe,
  amount: (amount) => `立减 ${amount}`,
  freeShipping: '免运费',
  gift: (name) => `赠送${name}`,
  freeTrial: (name, days) => `免费试用${name} ${days} 天`,
  version: (version) => `第 ${version} 版`,
  report: {
    title: (shopName, asOf) => `${shopName} 优惠券概况，${asOf}`,
    none: '还没有活动发出过优惠券，或夜间任务尚未统计。',
    columns: {
      issued: '已发放',
      outstanding: '待使用',
      redeemed: '已使用',
      expired: '已过期',
      discount: '优惠金额',
      spent: '带来销售额',
    },
    total: '全部活动',
    legend: [
      '待使用：仍在有效期内、尚未使用。订单取消后，其优惠券视为未使用。',
      '通用券码按剩余名额计入“待使用”；超出名额的只计入“已发放”。',
      '带来销售额：用券订单的净额。其中有些订单没有券也会产生；活动真正带来的增量，请看 `rekindle report`。',
    ],
  },
};
