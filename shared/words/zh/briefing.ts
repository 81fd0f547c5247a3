import type { en } from '../en/briefing.ts';
import { discountInZhe } from './discount.ts';

/** The texts of what staff read before a call, in Simplified Chinese. */
export const zh: typeof en = {
  noName: '姓名未知',
  tier: (tier) => `${tier}会员`,
  orders: (count, since, spent) => `${since} 以来下单 ${count} 次，净消费 ${spent}`,
  neverOrdered: '尚未下过单',
  together: (parts) => parts.join('，'),
  campaign: (name) => `活动“${name}”`,
  lifecycle: (is, because) => `${is}：${because}`,
  complaintOpen: (since) => `有投诉未处理，${since} 起`,
  lastCall: (on, by, note) => `${by}（${on}）：“${note}”`,
  order: (on, total, items) => `${on}：${total}（${items}）`,
  item: (name, quantity) => (quantity === 1 ? name : `${name} × ${quantity}`),
  more: (count) => `另有 ${count} 件商品`,
  items: (items) => items.join('、'),
  offers: {
    ideal: (percentOff) =>
      `现在就可以提方案：有购买力、能做主、有需求。登记“有兴趣”后，系统自动发出${discountInZhe(percentOff)}优惠券。`,
    'contact-with-skill': (percentOff) =>
      `先聊聊近况再谈优惠：买得起，但暂时没有需求。聊出需求后，再给${discountInZhe(percentOff)}优惠。`,
    'find-the-decider': (percentOff) =>
      `问清还有谁参与决定，主动提出发一份资料供对方转交；决定人可享${discountInZhe(percentOff)}优惠。`,
    'offer-instalments': (percentOff) =>
      `核实信用后可提供分期付款；光靠${discountInZhe(percentOff)}优惠解决不了预算问题。`,
    'offer-smaller': (percentOff) =>
      `推荐价格更低的商品，或先买一部分，并给${discountInZhe(percentOff)}优惠。`,
    cultivate: () => '今天不提优惠，只了解对方对什么感兴趣，并记录下来。',
    stop: () => '不提优惠，简短致谢即可：感谢对方曾经光顾。',
    'find-out': (percentOff) =>
      `了解还不够：问清想买什么、由谁决定。对方有兴趣的话，可给${discountInZhe(percentOff)}优惠。`,
  },
  offerNothing: '不提优惠：先处理投诉，说明会怎么解决。',
};
