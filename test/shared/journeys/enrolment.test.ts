import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import type { CampaignVersion } from '../../../shared/campaigns/campaign.ts';
import { type CustomerId, customerIdSchema } from '../../../shared/ids.ts';
import { isHeldOut, variantFor, whyNotEnrol } from '../../../shared/journeys/enrolment.ts';
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

describe('the variant of a customer', () => {
  const ids = Array.from({ length: 20_000 }, (_, number) => customerIdSchema.parse(`customer-${number}`));
  const step = { after: '0d', variant: 'a', email: { template: 'hello' } };
  const campaign = (variants?: object, more: object = {}) =>
    campaignOf({ ...(variants && { variants, steps: [step] }), ...more });
  const drawn = (of: CampaignVersion, salt = 'salt') => ids.map((id) => variantFor(of, id, salt));
  const shareOf = (names: readonly unknown[], name: string) =>
    names.filter((one) => one === name).length / names.length;
  const changed = (before: readonly unknown[], after: readonly unknown[]) =>
    before.filter((name, index) => name !== after[index]).length / before.length;
  const halves = campaign({ a: '50%', b: '50%' });

  test('is drawn by the shares in the file', () => {
    const names = drawn(campaign({ a: '60%', b: '30%', c: '10%' }));
    // Three standard deviations of 20,000 draws are at most 1.04 percentage points.
    expect(Math.abs(shareOf(names, 'a') - 0.6)).toBeLessThan(0.0104);
    expect(Math.abs(shareOf(names, 'b') - 0.3)).toBeLessThan(0.0098);
    expect(Math.abs(shareOf(names, 'c') - 0.1)).toBeLessThan(0.0064);
    expect(new Set(drawn(campaign()))).toEqual(new Set([undefined]));
  });

  test('is the same in every version, in whatever order the file names them', () => {
    expect(drawn({ ...campaign({ b: '50%', a: '50%' }, { name: 'Other' }), version: 7 })).toEqual(
      drawn(halves),
    );
  });

  test('changes for hardly more customers than it must when shares change or a variant is added', () => {
    expect(changed(drawn(halves), drawn(campaign({ a: '60%', b: '40%' })))).toBeLessThan(0.12);
    const three = drawn(campaign({ a: '40%', b: '40%', c: '20%' }));
    expect(changed(drawn(halves), three)).toBe(shareOf(three, 'c'));
  });

  test('is drawn anew in another shop and another campaign, and whoever is held out', () => {
    const apart = (names: readonly unknown[]) => changed(drawn(halves), names);
    expect(Math.abs(apart(drawn(halves, 'other salt')) - 0.5)).toBeLessThan(0.0107);
    expect(Math.abs(apart(drawn({ ...halves, id: 'welcome' as never })) - 0.5)).toBeLessThan(0.0107);
    const heldOut = ids
      .filter((id) => isHeldOut(halves, id, 'salt'))
      .map((id) => variantFor(halves, id, 'salt'));
    // Three standard deviations of some 2,000 draws.
    expect(Math.abs(shareOf(heldOut, 'a') - 0.5)).toBeLessThan(0.034);
  });

  test('is the chosen one for everybody once it is chosen', () => {
    const promoted = campaign({ a: '50%', b: '50%' }, { promoted: 'b' });
    expect(new Set(drawn(promoted))).toEqual(new Set(['b']));
  });
});
