/** The texts of our own emails, and the footer of every email, in English. */
export const en = {
  /** Names within a sentence, and how many more there are. */
  list: (names: readonly string[], more: number, locales: string[]) =>
    new Intl.ListFormat(locales).format(more === 0 ? names : [...names, `${more} more`]),
  footer: {
    why: (shopName: string) => `You get this because you are a customer of ${shopName}.`,
    stop: 'Unsubscribe with one click',
  },
  /** What a made-up event says in a preview. */
  sample: { product: 'Example product', category: 'Example category', said: 'What the customer wrote.' },
  /** A template, for a customer whom staff reached by phone and who is interested. */
  promisedCoupon: {
    subject: 'As we discussed: {{ coupon.percentOff }}% off your next order',
    body: `Hello {{ customer.firstName | default: "there" }},

it was good to talk to you. Here is the code for **{{ coupon.percentOff }}% off** your next order:

**{{ coupon.code }}**

It is yours alone, works once, and is good until {{ coupon.expiresOn }}.

[To the shop]({{ shop.url }})
`,
  },
};
