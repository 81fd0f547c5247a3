import type { Level, Lifecycle, Tier, Trait } from '../../profile/classes.ts';
import type { Borderline, CustomerType } from '../../scoring/customer-types.ts';
import type { ManTreatment } from '../../scoring/man.ts';
import type { RfmSegment, ValueGroup } from '../../scoring/rfm-cells.ts';

/** The names of the classes in English, and what to do for customers who are in them. */
export const en = {
  lifecycles: {
    prospect: 'prospect',
    'first-time': 'first-time',
    active: 'active',
    cooling: 'cooling',
    silent: 'silent',
    lost: 'lost',
  } satisfies Record<Lifecycle, string>,
  tiers: { bronze: 'bronze', silver: 'silver', gold: 'gold', platinum: 'platinum' } satisfies Record<
    Tier,
    string
  >,
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
  } satisfies Record<RfmSegment, string>,
  groups: {
    'important-value': 'important, to keep as they are',
    'important-develop': 'important, to develop',
    'important-keep': 'important, to hold',
    'important-retain': 'important, to win back',
    'general-value': 'general, to keep as they are',
    'general-develop': 'general, to develop',
    'general-keep': 'general, to hold',
    'general-retain': 'general, to win back',
  } satisfies Record<ValueGroup, string>,
  types: {
    dissatisfied: 'dissatisfied',
    loyal: 'loyal',
    'discount-driven': 'discount-driven',
    new: 'new',
    prospect: 'prospect',
  } satisfies Record<CustomerType, string>,
  typeTreatments: {
    dissatisfied: 'Settle what went wrong, in person, before anything is offered or sold.',
    loyal: 'Thank them, let them in first, ask for referrals; no discounts that they do not need.',
    'discount-driven':
      'Write when something is reduced, with bundles and thresholds; no full-price campaigns.',
    new: 'Welcome them, make the second order easy, and ask how the first one went.',
    prospect: 'Show what they looked at, answer doubts, and give a small reason for a first order.',
  } satisfies Record<CustomerType, string>,
  borderline: {
    'slowed-regular': 'slowed regular',
    sleeper: 'sleeper',
    'interested-prospect': 'interested prospect',
  } satisfies Record<Borderline, string>,
  traits: {
    'discount-driven': 'discount-driven',
    dissatisfied: 'dissatisfied',
    loyal: 'loyal',
    'high-value': 'high-value',
    interested: 'interested',
    reactivated: 'reactivated',
    potential: 'potential',
    effective: 'effective',
  } satisfies Record<Trait, string>,
  man: { money: 'money', authority: 'authority', need: 'need' } satisfies Record<
    'money' | 'authority' | 'need',
    string
  >,
  levels: { high: 'high', low: 'low', unknown: 'unknown' } satisfies Record<Level, string>,
  manTreatments: {
    ideal: 'Ideal: make an offer now.',
    'contact-with-skill': 'Contact with skilled selling: the need has to be woken.',
    'find-the-decider': 'Contact, and find out who decides.',
    'offer-instalments': 'Contact, check the credit, and offer instalments.',
    'offer-smaller': 'Contact, and offer something smaller.',
    cultivate: 'Cultivate for the long term.',
    stop: 'Stop contacting.',
    'find-out': 'Find out what is not known yet.',
  } satisfies Record<ManTreatment, string>,
};
