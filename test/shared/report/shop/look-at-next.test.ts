import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../../shared/calendar.ts';
import type { Difference } from '../../../../shared/report/shop/difference.ts';
import { adviceOn } from '../../../../shared/report/shop/look-at-next.ts';
import { campaignReport, shopReport } from './reports.ts';

const kinds = (...parts: Parameters<typeof shopReport>) =>
  adviceOn(shopReport(...parts)).map(({ kind }) => kind);

const today = { low: 0.03, high: 0.15 };
const raised: Difference = { estimate: 0.1, everyNight: { low: 0.02, high: 0.17 }, today, verdict: 'raised' };
const undecided: Difference = {
  estimate: 0.01,
  everyNight: { low: -0.09, high: 0.11 },
  today,
  verdict: 'undecided',
};

describe('what to look at next', () => {
  test('is nothing when nothing stands out', () => {
    expect(kinds()).toEqual([]);
  });

  test('says how many customers a campaign brought, as a range', () => {
    const works = campaignReport({ treatedOrdered: { of: 1000, did: 300 }, difference: raised });
    expect(adviceOn(shopReport({ campaigns: [works] }))).toEqual([
      { kind: 'campaign-works', campaign: 'Win back', extraAtLeast: 20, extraAtMost: 170 },
    ]);
  });

  test('says how large an effect would probably be seen while a campaign is undecided', () => {
    const [advice] = adviceOn(shopReport({ campaigns: [campaignReport({ difference: undecided })] }));
    expect(advice).toMatchObject({
      kind: 'campaign-undecided',
      visibleFrom: expect.closeTo(0.1 * (2.8 / 1.96), 6),
    });
  });

  test('is patience while a campaign is younger than its goal', () => {
    const young = campaignReport({ difference: undecided, since: plainDate('2026-11-21') });
    expect(adviceOn(shopReport({ campaigns: [young] }))).toEqual([
      { kind: 'campaign-just-begun', campaign: 'Win back', days: 10, of: 30 },
    ]);
    expect(kinds({ campaigns: [{ ...young, since: plainDate('2026-10-01') }] })).toEqual([
      'campaign-undecided',
    ]);
  });

  test('is the sizes of the groups, and no verdict, where as many are held out as chance hardly allows', () => {
    const campaign = campaignReport({
      entered: 10_000,
      heldOut: 900,
      difference: { ...raised, verdict: 'untrusted' },
      sampleRatio: { chiSquare: 11.1, p: 0.00086 },
    });
    expect(adviceOn(shopReport({ campaigns: [campaign] }))).toEqual([
      { kind: 'uneven-groups', campaign: 'Win back', share: 0.09, holdout: 0.1 },
    ]);
    const even = campaignReport({ difference: raised, sampleRatio: { chiSquare: 10, p: 0.0016 } });
    expect(kinds({ campaigns: [even] })).toEqual(['campaign-works']);
  });

  test('is nothing about a campaign that is paused', () => {
    expect(kinds({ campaigns: [campaignReport({ difference: undecided, isPaused: true })] })).toEqual([]);
  });

  test('is the missing addresses where most customers have none', () => {
    const outcomes = { delivered: 20 };
    const step = { action: 'email', afterHours: 0, outcomes, skipped: { 'no-email-address': 80 } } as const;
    expect(adviceOn(shopReport({ campaigns: [campaignReport({ steps: [step] })] }))).toEqual([
      { kind: 'no-address', share: 0.8 },
    ]);
  });

  test('warns of bounces only when they are a pattern', () => {
    const bounces = (bounced: number, delivered: number) =>
      kinds({
        campaigns: [
          campaignReport({
            steps: [{ action: 'email', afterHours: 0, outcomes: { bounced, delivered }, skipped: {} }],
          }),
        ],
      });
    expect(bounces(1, 10)).toEqual([]);
    expect(bounces(4, 96)).toEqual(['bounces']);
    expect(bounces(4, 396)).toEqual([]);
  });

  test('puts what SES and waiting customers would object to before what can wait', () => {
    const trouble = campaignReport({
      difference: raised,
      steps: [
        {
          action: 'email',
          afterHours: 0,
          outcomes: { complained: 2, unknown: 1, delivered: 100 },
          skipped: { 'no-consent': 50 },
        },
      ],
    });
    const callbacks = {
      waiting: 3,
      escalated: 2,
      results: { 'not-called': 5, coupon: 5 },
      coupons: { issued: 5, redeemed: 0 },
    };
    expect(
      kinds({ campaigns: [trouble], callbacks, movements: { 'active>silent': 5, 'silent>active': 2 } }),
    ).toEqual([
      'complaints',
      'unknown-deliveries',
      'calls-overdue',
      'calls-not-made',
      'campaign-works',
      'more-leave-than-return',
      'no-consent',
    ]);
  });
});
