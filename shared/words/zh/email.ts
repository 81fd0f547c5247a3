import type { en } from '../en/email.ts';

/** The texts of our own emails, and the footer of every email, in Chinese. */
export const zh: typeof en = {
  list: (names, more, locales) =>
    more === 0
      ? new Intl.ListFormat(locales).format(names)
      : `${names.join('、')}等 ${names.length + more} 样`,
  footer: { why: (shopName) => `您是 ${shopName} 的顾客，因此收到此邮件。`, stop: '一键退订' },
  sample: { product: '示例商品', category: '示例品类', said: '客户所写的内容。' },
  promisedCoupon: {
    subject: '电话里与您约定的优惠：下一单{{ coupon.percentOff | zhe }}',
    body: `{% if customer.name %}{{ customer.name }}，{% endif %}您好：

很高兴与您通话。这是您的专属券码，下一单可享 **{{ coupon.percentOff | zhe }}**：

**{{ coupon.code }}**

仅限您本人使用，限用一次，有效期至 {{ coupon.expiresOn }}。

[去逛逛]({{ shop.url }})
`,
  },
};
