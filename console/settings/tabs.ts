import type { settingsWords } from '../words/settings/words.ts';

type Tab = keyof (typeof settingsWords)['en']['tabs'];

const keysOf: Readonly<Record<Exclude<Tab, 'other'>, readonly string[]>> = {
  shop: ['shopName', 'timeZone', 'currency', 'defaultLanguage', 'postalAddress', 'shopUrl', 'apiUrl'],
  senders: ['email'],
  limits: ['limits'],
  tiers: ['tiers', 'benefits', 'points', 'referral'],
  scoring: [
    'lifecycle',
    'rfm',
    'value',
    'traits',
    'potential',
    'effective',
    'man',
    'concentration',
    'season',
  ],
  targets: ['targets', 'globalHoldout'],
  calls: ['callbacks'],
};

/** The tabs in their order; whatever no other one has is under `other`. */
export const settingTabs: readonly Tab[] = [
  'shop',
  'senders',
  'limits',
  'tiers',
  'scoring',
  'targets',
  'calls',
  'other',
];

/** The tab that a setting of the first level stands on. */
export const tabOf = (key: string): Tab =>
  settingTabs.find((tab) => tab !== 'other' && keysOf[tab].includes(key)) ?? 'other';
