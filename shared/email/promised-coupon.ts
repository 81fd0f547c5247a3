import type { Template } from './template.ts';

/** What a customer gets who was reached by phone and is interested. */
export const promisedCoupon: Readonly<Record<'en' | 'zh', Template>> = {
  en: {
    subject: 'As we discussed: {{ coupon.percentOff }}% off your next order',
    body: `Hello {{ customer.firstName | default: "there" }},

it was good to talk to you. Here is the code for **{{ coupon.percentOff }}% off** your next order:

**{{ coupon.code }}**

It is yours alone, works once, and is good until {{ coupon.expiresOn }}.

[To the shop]({{ shop.url }})
`,
  },
  zh: {
    subject: '电话中提到的优惠：下一单立减 {{ coupon.percentOff }}%',
    body: `{{ customer.name | default: "您好" }}：

很高兴与您通话。这是您下一单可享 **{{ coupon.percentOff }}%** 优惠的专属券码：

**{{ coupon.code }}**

仅限您本人使用一次，有效期至 {{ coupon.expiresOn }}。

[前往店铺]({{ shop.url }})
`,
  },
};
