import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { type CustomerId, customerIdSchema } from '../../../shared/ids.ts';
import { isHeldOut, whyNotEnrol } from '../../../shared/journeys/enrolment.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { campaignOf, customer, today } from '../campaigns/campaigns.ts';

describe('entering a campaign', () => {
  const whyNotAgain = (daysAgo: number, reenter?: string) =>
    whyNotEnrol(
      campaignOf(reenter === undefined ? {} : { reenter: { after: reenter } }),
      {
        ...customer,
        enrolments: {
          'win-back': {
            on: addDays(today, -daysAgo),
            slot: addDays(today, -daysAgo),
            version: 1,
            isFirst: true,
          },
        },
      },
      defaultSettings,
      today,
    );

  test('is for customers who are in the audience and have never entered it before', () => {
    expect(whyNotEnrol(campaignOf(), customer, defaultSettings, today)).toBeUndefined();
    const audience = { lifecycle: ['lost'] };
    expect(whyNotEnrol(campaignOf({ audience }), customer, defaultSettings, today)).toBe('lifecycle');
    const enrolments = {
      welcome: { on: addDays(today, -1), slot: addDays(today, -1), version: 1, isFirst: true },
    };
    expect(whyNotEnrol(campaignOf(), { ...customer, enrolments }, defaultSettings, today)).toBeUndefined();
  });

  test('happens once, unless the file says when a customer may enter again', () => {
    expect(whyNotAgain(9999)).toBe('entered-before');
    expect(whyNotAgain(179, '180d')).toBe('entered-lately');
    expect(whyNotAgain(180, '180d')).toBeUndefined();
  });

  test('again in the same night is allowed, so that a night can be run again', () => {
    expect(whyNotAgain(0)).toBeUndefined();
  });
});

describe('the holdout', () => {
  const ids = Array.from({ length: 20_000 }, (_, number) => customerIdSchema.parse(`customer-${number}`));
  const heldOut = (salt: string, more: object = {}, campaign = campaignOf(more)) =>
    ids.filter((id) => isHeldOut(campaign, id, salt));

  test('is close to the share in the file', () => {
    // Three standard deviations of 20,000 draws are 0.64 percentage points.
    expect(Math.abs(heldOut('salt').length / ids.length - 0.1)).toBeLessThan(0.0064);
    expect(heldOut('salt', { holdout: '0%' })).toEqual([]);
    expect(Math.abs(heldOut('salt', { holdout: '50%' }).length / ids.length - 0.5)).toBeLessThan(0.0107);
  });

  test('has the same customers in every version and cohort, and more of them when the share grows', () => {
    const tenth = heldOut('salt');
    expect(heldOut('salt', {}, { ...campaignOf(), version: 7 })).toEqual(tenth);
    expect(heldOut('salt', { holdout: '20%' })).toEqual(expect.arrayContaining(tenth.slice(0, 50)));
  });

  test('is a different one in another shop and another campaign', () => {
    const tenth = new Set(heldOut('salt'));
    const shared = (others: readonly CustomerId[]) =>
      others.filter((id) => tenth.has(id)).length / others.length;
    expect(shared(heldOut('other salt'))).toBeLessThan(0.15);
    const other = { ...campaignOf(), id: 'welcome' as never };
    expect(shared(heldOut('salt', {}, other))).toBeLessThan(0.15);
  });
});
