import type { en } from '../en/email.ts';

/** The texts of our own emails, and the footer of every email, in Chinese. */
export const zh: typeof en = {
  footer: { why: '您收到此邮件，因为您是以下店铺的顾客：', stop: '一键退订' },
  promisedCoupon: {
    subject: '电话中提到的优惠：下一单立减 {{ coupon.percentOff }}%',
    body: `{{ customer.name | default: "您好" }}：

很高兴与您通话。这是您下一单可享 **{{ coupon.percentOff }}%** 优惠的专属券码：

**{{ coupon.code }}**

仅限您本人使用一次，有效期至 {{ coupon.expiresOn }}。

[前往店铺]({{ shop.url }})
`,
  },
};
