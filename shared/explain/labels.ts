import type { Language } from '../language.ts';
import type { Level, Lifecycle, Tier, Trait } from '../profile/classes.ts';
import type { Borderline, CustomerType } from '../scoring/customer-types.ts';
import type { ManTreatment } from '../scoring/man.ts';
import type { RfmSegment, ValueGroup } from '../scoring/rfm-cells.ts';

/** What each class is called where a marketer reads it. */
export interface Labels {
  readonly lifecycles: Readonly<Record<Lifecycle, string>>;
  readonly tiers: Readonly<Record<Tier, string>>;
  readonly segments: Readonly<Record<RfmSegment, string>>;
  readonly groups: Readonly<Record<ValueGroup, string>>;
  readonly types: Readonly<Record<CustomerType, string>>;
  /** What to do for a customer of the type. */
  readonly typeTreatments: Readonly<Record<CustomerType, string>>;
  readonly borderline: Readonly<Record<Borderline, string>>;
  readonly traits: Readonly<Record<Trait, string>>;
  readonly man: Readonly<Record<'money' | 'authority' | 'need', string>>;
  readonly levels: Readonly<Record<Level, string>>;
  readonly manTreatments: Readonly<Record<ManTreatment, string>>;
}

const en: Labels = {
  lifecycles: {
    prospect: 'prospect',
    'first-time': 'first-time',
    active: 'active',
    cooling: 'cooling',
    silent: 'silent',
    lost: 'lost',
  },
  tiers: { bronze: 'bronze', silver: 'silver', gold: 'gold', platinum: 'platinum' },
  segments: {
    champions: 'Champions',
    loyal: 'Loyal',
    'potential-loyalist': 'Potential Loyalists',
    new: 'New',
    promising: 'Promising',
    'need-attention': 'Need Attention',
    'about-to-sleep': 'About to Sleep',
    'at-risk': 'At Risk',
    'cannot-lose': "Can't Lose",
    hibernating: 'Hibernating',
    lost: 'Hibernating (lost)',
  },
  groups: {
    'important-value': 'important, to keep as they are',
    'important-develop': 'important, to develop',
    'important-keep': 'important, to hold',
    'important-retain': 'important, to win back',
    'general-value': 'general, to keep as they are',
    'general-develop': 'general, to develop',
    'general-keep': 'general, to hold',
    'general-retain': 'general, to win back',
  },
  types: {
    dissatisfied: 'dissatisfied',
    loyal: 'loyal',
    'discount-driven': 'discount-driven',
    new: 'new',
    prospect: 'prospect',
  },
  typeTreatments: {
    dissatisfied: 'Settle what went wrong, in person, before anything is offered or sold.',
    loyal: 'Thank them, let them in first, ask for referrals; no discounts that they do not need.',
    'discount-driven':
      'Write when something is reduced, with bundles and thresholds; no full-price campaigns.',
    new: 'Welcome them, make the second order easy, and ask how the first one went.',
    prospect: 'Show what they looked at, answer doubts, and give a small reason for a first order.',
  },
  borderline: {
    'slowed-regular': 'slowed regular',
    sleeper: 'sleeper',
    'interested-prospect': 'interested prospect',
  },
  traits: {
    'discount-driven': 'discount-driven',
    dissatisfied: 'dissatisfied',
    loyal: 'loyal',
    'high-value': 'high-value',
    interested: 'interested',
    reactivated: 'reactivated',
    potential: 'potential',
    effective: 'effective',
  },
  man: { money: 'money', authority: 'authority', need: 'need' },
  levels: { high: 'high', low: 'low', unknown: 'unknown' },
  manTreatments: {
    ideal: 'Ideal: make an offer now.',
    'contact-with-skill': 'Contact with skilled selling: the need has to be woken.',
    'find-the-decider': 'Contact, and find out who decides.',
    'offer-instalments': 'Contact, check the credit, and offer instalments.',
    cultivate: 'Cultivate for the long term.',
    stop: 'Stop contacting.',
    'find-out': 'Find out what is not known yet.',
  },
};

const zh: Labels = {
  lifecycles: {
    prospect: '潜在客户',
    'first-time': '新客户',
    active: '活跃客户',
    cooling: '临界熟客',
    silent: '沉默客户',
    lost: '流失客户',
  },
  tiers: { bronze: '铜牌', silver: '银牌', gold: '金牌', platinum: '白金' },
  segments: {
    champions: '冠军客户',
    loyal: '忠实客户',
    'potential-loyalist': '潜力忠诚客户',
    new: '新近客户',
    promising: '有希望的客户',
    'need-attention': '需要关注',
    'about-to-sleep': '即将沉睡',
    'at-risk': '有流失风险',
    'cannot-lose': '不能失去',
    hibernating: '冬眠客户',
    lost: '冬眠（已流失）',
  },
  groups: {
    'important-value': '重要价值客户',
    'important-develop': '重要发展客户',
    'important-keep': '重要保持客户',
    'important-retain': '重要挽留客户',
    'general-value': '一般价值客户',
    'general-develop': '一般发展客户',
    'general-keep': '一般保持客户',
    'general-retain': '一般挽留客户',
  },
  types: {
    dissatisfied: '不满意客户',
    loyal: '忠诚客户',
    'discount-driven': '折扣型客户',
    new: '新客户',
    prospect: '潜在客户',
  },
  typeTreatments: {
    dissatisfied: '先由专人把问题解决好，再谈优惠和销售。',
    loyal: '表达感谢，优先体验新品，邀请推荐好友；不必给他们并不需要的折扣。',
    'discount-driven': '有促销时再联系，多用组合装和满减；不发全价活动。',
    new: '表示欢迎，让第二次购买更轻松，并询问首次购物的感受。',
    prospect: '展示他们看过的商品，打消疑虑，用一点小优惠促成首单。',
  },
  borderline: {
    'slowed-regular': '放慢的熟客',
    sleeper: '沉睡客户',
    'interested-prospect': '有兴趣的潜在客户',
  },
  traits: {
    'discount-driven': '折扣型',
    dissatisfied: '不满意',
    loyal: '忠诚',
    'high-value': '高价值',
    interested: '有兴趣',
    reactivated: '已回流',
    potential: '潜力客户',
    effective: '有效客户',
  },
  man: { money: '购买力', authority: '决定权', need: '需求' },
  levels: { high: '高', low: '低', unknown: '未知' },
  manTreatments: {
    ideal: '理想客户：现在就可以提出方案。',
    'contact-with-skill': '可以接触，需要较好的销售技巧来激发需求。',
    'find-the-decider': '可以接触，并设法找到有决定权的人。',
    'offer-instalments': '可以接触，需核查信用，并提供分期付款。',
    cultivate: '长期培养。',
    stop: '停止接触。',
    'find-out': '先了解尚不清楚的情况。',
  },
};

export const labels: Readonly<Record<Language, Labels>> = { en, zh };
