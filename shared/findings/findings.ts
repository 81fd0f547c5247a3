import type { Advice } from '../report/shop/look-at-next.ts';
import type { Voice } from '../screens/voice.ts';
import { outOfBudget, stepsHeld } from './campaigns.ts';
import { draftWaits } from './drafts.ts';
import type { Finding, Gathered, Look } from './finding.ts';
import { nightFailed, nightMissing } from './nights.ts';
import { inCampaigns, inShop, variantBest } from './reports.ts';

/** What a finding is about: every advice of reports, and what findings have words of their own for. */
export type FindingName = Advice['kind'] | keyof Voice['findings']['looks'];

/** Where rates stand against what providers take as too much, and by campaign. */
const deliverability = { to: '/deliverability', text: 'deliverability' } as const;

/** Everything that is looked for. A new finding is a line here, and its words. */
const looks: Readonly<Record<FindingName, Look>> = {
  'night-failed': nightFailed,
  'night-missing': nightMissing,
  'campaign-harms': inCampaigns('campaign-harms', 90, 'negative'),
  complaints: inCampaigns('complaints', 88, 'negative', deliverability),
  bounces: inCampaigns('bounces', 80, 'negative', deliverability),
  'steps-held': stepsHeld,
  'out-of-budget': outOfBudget,
  'calls-overdue': inShop('calls-overdue', 70, 'warning', { to: '/calls', text: 'calls' }),
  'uneven-groups': inCampaigns('uneven-groups', 65, 'warning'),
  'unknown-deliveries': inCampaigns('unknown-deliveries', 60, 'warning'),
  'variant-best': variantBest,
  'campaign-works': inCampaigns('campaign-works', 55, 'positive'),
  'calls-not-made': inShop('calls-not-made', 50, 'warning'),
  'draft-waits': draftWaits,
  'more-leave-than-return': inShop('more-leave-than-return', 35, 'warning', {
    to: '/audiences/edit?text=lifecycle%3A+%5Bcooling%5D',
    text: 'cooling',
  }),
  'no-address': inShop('no-address', 32, 'warning'),
  'no-consent': inShop('no-consent', 30, 'warning'),
  'nobody-enters': inShop('nobody-enters', 25, 'neutral', { to: '/campaigns', text: 'campaigns' }),
  'campaign-undecided': inCampaigns('campaign-undecided', 10, 'neutral'),
  'campaign-just-begun': inCampaigns('campaign-just-begun', 5, 'neutral'),
};

/** What needs attention, most urgent first; of two that are as urgent, as the registry has them. */
export const findingsIn = (
  gathered: Gathered,
  voice: Voice,
  registry: Readonly<Record<string, Look>> = looks,
): readonly (Finding & { readonly name: string })[] =>
  Object.entries(registry)
    .flatMap(([name, look]) => look(gathered, voice).map((finding) => ({ name, ...finding })))
    .sort((one, other) => other.rank - one.rank);
