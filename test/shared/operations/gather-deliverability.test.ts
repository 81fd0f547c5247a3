import { expect, test } from 'vitest';
import { addDays, type PlainDate } from '../../../shared/calendar.ts';
import type { CampaignVersion } from '../../../shared/campaigns/campaign.ts';
import type { DeliveryOutcome } from '../../../shared/deliveries/delivery.ts';
import { gatherDeliverability } from '../../../shared/operations/gather-deliverability.ts';
import { noSums } from '../../../shared/report/shop/campaign-sums.ts';
import type { DaySums } from '../../../shared/report/shop/counting.ts';
import type { StoredReport } from '../../../shared/store/reports.ts';
import type { Store } from '../../../shared/store/store.ts';
import { today } from '../campaigns/campaigns.ts';

type Outcomes = Readonly<Partial<Record<DeliveryOutcome, number>>>;

const days: DaySums[] = [];
const on = (campaign: string, day: PlainDate, ...steps: Outcomes[]) =>
  days.push({
    campaign,
    version: 1,
    day,
    until: day,
    countedOn: today,
    sums: {
      ...noSums,
      steps: Object.fromEntries(steps.map((outcomes, index) => [index, { outcomes, skipped: {} }])),
    },
  } as unknown as DaySums);

/** The first step sends email, the second calls another program, whose receipt is no email. */
const version = (id: string) =>
  ({
    id,
    version: 1,
    campaign: {
      name: `Campaign ${id}`,
      steps: [{ action: { type: 'email' } }, { action: { type: 'webhook' } }],
    },
  }) as unknown as CampaignVersion;

const reports = (...known: readonly (readonly [id: string, countedOn: PlainDate])[]) =>
  known.map(([campaign, countedOn]) => ({ campaign, version: 1, countedOn }) as unknown as StoredReport);
const read: string[] = [];
const storeWith = (all: readonly StoredReport[]) =>
  ({
    reports: {
      all: async () => all,
      daysOf: async ({ campaign }: { campaign: string }, month: string) =>
        days.filter((one) => one.campaign === campaign && one.day.startsWith(month)),
    },
    campaigns: {
      journeyVersion: async (id: string) => {
        read.push(id);
        return version(id);
      },
    },
  }) as unknown as Pick<Store, 'reports' | 'campaigns'>;

test('what became of emails is summed by day and campaign, of the days asked for and of emails alone', async () => {
  const [first, before] = [addDays(today, -13), addDays(today, -14)];
  on(
    'a',
    today,
    { delivered: 80, opened: 10, bounced: 8, complained: 2, skipped: 50 },
    { sent: 99, unknown: 1 },
  );
  on('a', first, { sent: 5, unknown: 2, failed: 7 });
  on('a', before, { delivered: 1000, complained: 500 });
  on('b', today, { clicked: 300, bounced: 1 });
  on('quiet', today, { skipped: 10 });
  const store = storeWith(reports(['a', today], ['b', today], ['quiet', today], ['old', before]));
  expect(await gatherDeliverability(store, first, today)).toEqual({
    sent: 406,
    bounced: 9,
    complained: 2,
    unknown: 2,
    days: [
      { day: first, sent: 5, bounced: 0, complained: 0, unknown: 2 },
      { day: today, sent: 401, bounced: 9, complained: 2, unknown: 0 },
    ],
    campaigns: [
      { campaign: 'b', version: 1, name: 'Campaign b', sent: 301, bounced: 1, complained: 0, unknown: 0 },
      { campaign: 'a', version: 1, name: 'Campaign a', sent: 105, bounced: 8, complained: 2, unknown: 2 },
    ],
  });
  // What was not counted since has nothing new, so it costs nothing.
  expect(read).not.toContain('old');
});
