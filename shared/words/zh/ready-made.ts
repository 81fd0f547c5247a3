/** What a campaign or audience that comes with Rekindle is called, and what it is for. */
export interface ReadyMadeWords {
  readonly name: string;
  readonly description: string;
}

/** The campaigns that come with Rekindle, in Chinese. In English their files say it. */
export const campaigns = {
  'after-sales': {
    name: '售后关怀',
    description: '下单一周后问候是否满意，再过一周邀请评价，并请满意的客户推荐给朋友。三个月内最多一次。',
  },
  birthday: {
    name: '生日祝福',
    description:
      '为每位下过单且未流失的客户送上生日礼，一个月内有效，并赠送积分。店铺没有积分时，请删去第一步以及文案中相关的内容。',
  },
  cooling: {
    name: '挽留降温的老客户',
    description: '老客户比平常更久没有下单，但还没有沉默。先提供帮助；仍未回来的，再送一份小小的谢意。',
  },
  'discount-driven': {
    name: '让精打细算的客户买得更值',
    description:
      '面向有优惠才下单的客户：先送赠品，再包邮，让他们买得更值；一味加大折扣，只会让他们等下一次。',
  },
  dissatisfied: {
    name: '化解不满',
    description:
      '客户投诉或给了低分：先由专人致电，之后再发书面道歉；没有电话的客户当天就发。对照组按店铺平常处理投诉的方式对待。',
  },
  'first-order': {
    name: '促成首单',
    description: '有人浏览过商品，但没有加购，也从未买过。先打消顾虑；还不够的，再给一点首单优惠。',
  },
  'left-cart': {
    name: '加购未下单提醒',
    description:
      '有人加购后离开，不论是否买过。一小时后提醒；两天后给出三天内有效的优惠，每月最多一次，以免有人故意加购等优惠。',
  },
  lost: {
    name: '最后一次召回流失客户',
    description:
      '离开已久、很少自己回来的客户。先问是否还愿意收到邮件，再给一次有力的优惠，并致电曾经消费最高的客户。之后一年不再打扰。',
  },
  'second-order': {
    name: '促成第二单',
    description: '首单已过一个月，还没有第二单。先问问感受，再让第二单更轻松。',
  },
  'sign-up': {
    name: '欢迎新订阅者',
    description: '有人同意接收消息，但还没有买过。立即问候，帮助挑选；仍在犹豫的，首单包邮。',
  },
  'tier-near': {
    name: '临近下一等级',
    description:
      '再下一单就可能升级的客户。金额比设置中的等级门槛低五分之一：银牌 200、金牌 500、白金 1500 起。请一并修改。',
  },
  'vip-club': {
    name: '贵宾抢先体验与问候',
    description: '每年两次，邀请最好的客户抢先了解新品；一个月后由专人致电问候近况，不做推销。',
  },
  'vip-thanks': {
    name: '感谢最好的客户',
    description: '撑起店铺的少数客户会收到真人的问候：先是一封信，再是一通不推销的电话。',
  },
  welcome: {
    name: '欢迎首购客户',
    description: '首单之后，会有第二单吗？尽快致谢；还没有再来的，给一个小小的理由。',
  },
  'win-back': {
    name: '挽回沉默老客户',
    description: '曾有购买习惯、后来中断的客户。先发两封友好的邮件，无效时再给优惠，值得的客户再打一通电话。',
  },
} satisfies Readonly<Record<string, ReadyMadeWords>>;

/** The audiences that come with Rekindle, in Chinese. */
export const audiences = {
  'leave-in-peace': {
    name: '暂不打扰的客户',
    description: '正在等待答复或刚给过低分的客户，此时不想收到优惠。与 not 一起使用。',
  },
  'left-cart': {
    name: '加购未下单的客户',
    description: '最近几天加购后没有下单，不论是否买过。',
  },
  valuable: {
    name: '高价值客户',
    description: '失去会很可惜的客户：按目前的消费，或按预计带来的价值。',
  },
} satisfies Readonly<Record<string, ReadyMadeWords>>;
