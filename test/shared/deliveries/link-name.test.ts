import { expect, test } from 'vitest';
import { linkName } from '../../../shared/deliveries/link-name.ts';

test.each([
  ['https://shop.example/tea?coupon=K7QM-4HXT-9RWD&email=ann%40x.example', 'https://shop.example/tea'],
  ['https://shop.example/tea#ann@x.example', 'https://shop.example/tea'],
  ['https://shop.example/account/ann@x.example/orders', 'https://shop.example/account/…/orders'],
  ['https://shop.example/account/ann%40x.example', 'https://shop.example/account/…'],
  ['https://shop.example/use/k7qm-4hxt-9rwd', 'https://shop.example/use/…'],
  ['https://ann:secret@shop.example/tea', 'https://…/tea'],
  ['mailto:hello@shop.example', '…'],
  ['https://商店.example/茶', 'https://商店.example/茶'],
  ['', ''],
  [`https://shop.example/${'a'.repeat(400)}`, `https://shop.example/${'a'.repeat(179)}`],
])('a report calls the link %s by %s', (link, name) => {
  expect(linkName(link)).toBe(name);
});
