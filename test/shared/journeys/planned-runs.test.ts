import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import type { Cohort } from '../../../shared/journeys/cohort.ts';
import { meetingsOn, plannedRuns } from '../../../shared/journeys/planned-runs.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const settings = { ...defaultSettings, timeZone: 'Europe/London' };
const now = instant('2026-11-26T10:00:00Z');
const until = plainDate('2026-12-23');

const versionOf = (id: string, more: object = {}) => ({
  id: campaignIdSchema.parse(id),
  version: 1,
  templates: {},
  campaign: campaignSchema.parse({
    name: id,
    audience: { lifecycle: ['silent'] },
    holdout: '20%',
    steps: [
      { after: '0d', tag: { add: ['one'] } },
      { after: '7d', tag: { add: ['two'] } },
      { after: '90d', tag: { add: ['three'] } },
    ],
    ...more,
  }),
});
const cohortOf = (id: string, slot: string): Cohort => ({
  campaign: campaignIdSchema.parse(id),
  version: 1,
  slot: plainDate(slot),
  openedAt: instant(`${slot}T04:00:00Z`),
  shards: 1,
  steps: {
    0: { state: 'done', at: instant(`${slot}T04:10:00Z`), ranOn: plainDate(slot), tally: {} as never },
  },
});
const winBack = versionOf('win-back');

describe('the calendar of campaigns', () => {
  test('has the steps that cohorts have left, those of one day and step together, up to the last day', () => {
    const inFlight = ['2026-11-22', '2026-11-22', '2026-11-24'].map((slot) => ({
      cohort: cohortOf('win-back', slot),
      version: winBack,
    }));
    const runs = plannedRuns(inFlight, [winBack], settings, now, until);
    expect(runs.map(({ day, step, cohorts }) => [day, step, cohorts])).toEqual([
      ['2026-11-29', 1, 2],
      ['2026-12-01', 1, 1],
    ]);
  });

  test('counts what is overdue as of now', () => {
    const inFlight = [{ cohort: cohortOf('win-back', '2026-11-01'), version: winBack }];
    expect(plannedRuns(inFlight, [winBack], settings, now, until)[0]).toMatchObject({
      day: '2026-11-26',
      at: now,
    });
  });

  test('has a broadcast on its day, until its customers have entered, and none that is over', () => {
    const broadcast = versionOf('sale', {
      trigger: { broadcast: '2026-12-04' },
      steps: [{ after: '0d', at: '09:00', tag: { add: ['one'] } }],
    });
    const [run] = plannedRuns([], [broadcast], settings, now, until);
    expect(run).toMatchObject({ isBroadcast: true, campaign: 'sale' });
    expect(plannedRuns([], [broadcast], settings, instant('2026-12-05T10:00:00Z'), until)).toEqual([]);
    const cohort = { ...cohortOf('sale', '2026-12-03'), steps: {} };
    const entered = plannedRuns([{ cohort, version: broadcast }], [broadcast], settings, now, until);
    expect(entered.map(({ isBroadcast }) => isBroadcast)).toEqual([false]);
  });

  test('shows where two campaigns meet, and whether somebody can be in both', () => {
    const other = versionOf('welcome');
    const apart = versionOf('thanks', { exclude: ['win-back'] });
    const inFlight = [winBack, other, apart].map((version) => ({
      cohort: cohortOf(version.id, '2026-11-22'),
      version,
    }));
    const runs = plannedRuns(inFlight, [winBack, other, apart], settings, now, until);
    expect(meetingsOn(runs, [winBack, other, apart])).toEqual([
      { day: '2026-11-29', campaigns: ['win-back', 'welcome'], isExclusive: false },
      { day: '2026-11-29', campaigns: ['win-back', 'thanks'], isExclusive: true },
      { day: '2026-11-29', campaigns: ['welcome', 'thanks'], isExclusive: false },
    ]);
  });
});
