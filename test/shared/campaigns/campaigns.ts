import { type Instant, instant, plainDate } from '../../../shared/calendar.ts';
import { type CampaignVersion, campaignSchema, type Step } from '../../../shared/campaigns/campaign.ts';
import { type CustomerId, campaignIdSchema, customerIdSchema } from '../../../shared/ids.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { customerRefFor } from '../../../shared/opaque-ids.ts';
import type { Classes } from '../../../shared/profile/classes.ts';
import { noOutcome } from '../../../shared/profile/open-enrolment.ts';
import type { OrderFacts, Profile } from '../../../shared/profile/profile.ts';

export const today = plainDate('2026-12-09');

export const classes: Classes = {
  lifecycle: { is: 'silent', since: today, was: 'cooling' },
  tier: { is: 'gold', since: today },
  rfm: { recency: 2, frequency: 4, monetary: 5 },
  man: { money: 'high', authority: 'high', need: 'low' },
  traits: ['loyal'],
  decidedOn: today,
};

/** A silent gold customer who can be emailed and called. */
export const customer: Profile & { readonly classes: Classes; readonly orders: OrderFacts } = {
  customerId: customerIdSchema.parse('c1'),
  version: 1,
  contact: { email: 'ada@example.com', phone: '+44 20 7946 0000', locale: 'en-GB' },
  consents: { email: true },
  suppressions: {},
  cancelledOrders: 0,
  orders: {
    count: 4,
    days: 4,
    firstDay: plainDate('2026-01-01'),
    lastDay: plainDate('2026-09-10'),
    lastAt: instant('2026-09-10T12:00:00Z'),
    spent: 60_000,
    refunded: 0,
    ordersRefunded: 0,
    ordersDiscounted: 0,
    spentByMonth: { '2026-01': 20_000, '2026-09': 40_000 },
  },
  classes,
  enrolments: {},
  openEnrolments: [],
};

/** A campaign of one email, with the fields that a test changes. */
export const campaignOf = (more: object = {}): CampaignVersion => ({
  id: campaignIdSchema.parse('win-back'),
  version: 1,
  campaign: campaignSchema.parse({
    name: 'Win back',
    audience: {},
    steps: [{ after: '0d', email: { template: 'hello' } }],
    ...more,
  }),
  templates: {},
});

/** A step, parsed as the only one of a campaign. */
export function stepOf(step: object): Step {
  const [only] = campaignOf({ steps: [{ after: '0d', ...step }] }).campaign.steps;
  if (only === undefined) throw new Error('the campaign has no step');
  return only;
}

/** An enrolment in the campaign of `campaignOf`, with the deliveries of its steps. */
export const enrolmentOf = (steps: Enrolment['steps'] = {}): Enrolment => ({
  cohort: { campaign: campaignIdSchema.parse('win-back'), version: 1, slot: today },
  shard: 0,
  ref: customerRefFor(customer.customerId, 'key'),
  customerId: customer.customerId,
  enteredAt: instant('2026-12-01T00:00:00Z'),
  goalEndsOn: plainDate('2027-01-08'),
  isHeldOut: false,
  isFirst: true,
  onEntry: { lifecycle: 'silent', tier: 'gold', type: 'loyal', locale: 'en-GB', spentInYearBefore: 60_000 },
  steps,
  outcome: noOutcome,
});

/** A time of today, in UTC. */
export const at = (time: string): Instant => instant(`2026-12-09T${time}Z`);

/** The enrolment of another customer in the campaign of `campaignOf`. */
export const enrolmentFor = (customerId: CustomerId, more: Partial<Enrolment> = {}): Enrolment => ({
  ...enrolmentOf(),
  customerId,
  ref: customerRefFor(customerId, 'key'),
  ...more,
});

/** The enrolment that asked for a call, as a workflow names it. */
export const askingEnrolment = ({ cohort, shard, ref }: Enrolment = enrolmentOf()) => ({
  cohort,
  shard,
  ref,
});
