import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import type { Delivery } from '../../../shared/deliveries/delivery.ts';
import { type StepNow, whyNotNow } from '../../../shared/journeys/guards.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { at, campaignOf, customer, enrolmentOf, stepOf, today } from '../campaigns/campaigns.ts';

const email = { email: { template: 'hello' } };

/** A step on its day, in a campaign that goes on after the goal unless it says otherwise. */
const stepNow = (step: object, campaign: object = {}, now: Partial<StepNow['now']> = {}): StepNow => ({
  campaign: campaignOf({ stopAt: 'end', ...campaign }).campaign,
  step: stepOf(step),
  now: { date: today, at: at('12:00:00'), ...now },
});

describe('a guard', () => {
  const whyNot = (step: object, profile: Partial<Profile> = {}, steps: Record<string, Delivery> = {}) =>
    whyNotNow(stepNow(step), enrolmentOf(steps), { ...customer, ...profile }, defaultSettings);
  const callback = { callback: { script: 'hello', within: '3d' } };
  const sent = (events: object): Record<string, Delivery> => ({
    0: { state: 'sent', at: at('00:00:00'), messageId: 'm', events },
  });
  const after = { ...customer.orders, lastAt: instant('2026-12-01T00:00:00.001Z') };

  test('lets a customer through who has done nothing that stops the step and can be reached', () => {
    const step = { ...email, unless: ['ordered', 'opened', 'clicked', 'redeemed'] };
    expect(whyNot(step, {}, sent({ delivered: at('01:00:00') }))).toBeUndefined();
  });

  test('stops after an order since entering, but not after an earlier one', () => {
    expect(whyNot({ ...email, unless: 'ordered' }, { orders: after })).toBe('ordered');
    expect(whyNot({ ...email, unless: 'ordered' })).toBeUndefined();
  });

  describe('on a named earlier step', () => {
    const steps = [
      { name: 'gift', after: '0d', ...email },
      { after: '1d', ...email, unless: { step: 'gift', was: 'clicked' } },
      { after: '2d', ...email, onlyIf: ['redeemed', { step: 'gift', was: 'opened' }] },
    ];
    const { campaign } = campaignOf({ stopAt: 'end', steps });
    const whyNotStep = (index: number, deliveries: Record<string, Delivery>) => {
      const step = campaign.steps[index] ?? expect.fail('there is such a step');
      const now = { date: today, at: at('12:00:00') };
      return whyNotNow({ campaign, step, now }, enrolmentOf(deliveries), customer, defaultSettings);
    };

    test('goes by what became of that step, and of no other', () => {
      const clicked = sent({ opened: at('01:00:00'), clicked: at('01:00:00') });
      expect(whyNotStep(1, clicked)).toBe('earlier-step');
      expect(whyNotStep(1, sent({ opened: at('01:00:00') }))).toBeUndefined();
      expect(whyNotStep(2, sent({ opened: at('01:00:00') }))).toBeUndefined();
      expect(whyNotStep(2, sent({}))).toBe('not-only-if');
      expect(whyNotStep(2, { 1: clicked[0] ?? expect.fail('there is one') })).toBe('not-only-if');
    });

    test('needs a name that an earlier step has, and names that differ', () => {
      const problem =
        (...broken: object[]) =>
        () =>
          campaignOf({ steps: broken });
      expect(problem({ after: '0d', ...email, unless: { step: 'gift', was: 'sent' } })).toThrow(
        'no earlier step',
      );
      expect(problem({ name: 'a', after: '0d', ...email }, { name: 'a', after: '1d', ...email })).toThrow(
        'too',
      );
    });
  });

  test('stops after an order of which only the day is known, on the day of entering or later', () => {
    const step = { ...email, unless: 'ordered' };
    // The customer entered at the beginning of 1 December in UTC, which is 30 November in New York.
    const onDay = (day: string) => ({
      orders: { ...customer.orders, lastDayWithoutTime: plainDate(day) },
    });
    expect(whyNot(step, onDay('2026-12-01'))).toBe('ordered');
    expect(whyNot(step, onDay('2026-12-02'))).toBe('ordered');
    expect(whyNot(step, onDay('2026-11-30'))).toBeUndefined();
    const inNewYork = settingsSchema.parse({ timeZone: 'America/New_York' });
    const there = { ...customer, ...onDay('2026-11-30') };
    expect(whyNotNow(stepNow(step), enrolmentOf(), there, inNewYork)).toBe('ordered');
  });

  test('stops after a coupon was redeemed since entering', () => {
    expect(whyNot({ ...email, unless: 'redeemed' }, { redeemedAt: instant('2026-12-02T00:00:00Z') })).toBe(
      'redeemed',
    );
    expect(
      whyNot({ ...email, unless: 'redeemed' }, { redeemedAt: instant('2026-11-30T00:00:00Z') }),
    ).toBeUndefined();
  });

  test('stops after any email of the campaign was opened, whichever step sent it', () => {
    const opened = sent({ opened: at('01:00:00') });
    expect(whyNot({ ...email, unless: 'opened' }, {}, opened)).toBe('opened');
    expect(whyNot({ ...email, unless: 'opened' }, {}, { ...sent({}), 1: opened[0] as Delivery })).toBe(
      'opened',
    );
    expect(whyNot({ ...email, unless: 'opened' }, {}, sent({ delivered: at('01:00:00') }))).toBeUndefined();
  });

  test('counts a click as an open, too', () => {
    expect(whyNot({ ...email, unless: 'opened' }, {}, sent({ clicked: at('01:00:00') }))).toBe('opened');
    expect(whyNot({ ...email, unless: 'clicked' }, {}, sent({ opened: at('01:00:00') }))).toBeUndefined();
  });

  test('returns the reasons of the campaign file before those of the customer', () => {
    const everythingStops = { orders: after, consents: { email: false } };
    const step = { ...email, unless: 'ordered', when: { tier: ['silver'] } };
    expect(whyNot(step, everythingStops)).toBe('ordered');
    expect(whyNot({ ...step, unless: 'opened' }, everythingStops)).toBe('when:tier');
    expect(whyNot({ ...email, unless: 'opened' }, everythingStops)).toBe('no-consent');
  });

  test('says so when no night has classified the customer yet', () => {
    const { classes: _, ...unclassified } = customer;
    expect(
      whyNotNow(
        stepNow({ ...email, when: { tier: ['gold'] } }),
        enrolmentOf(),
        unclassified,
        defaultSettings,
      ),
    ).toBe('when:classes');
  });

  test('for email returns a suppression first, then a missing address, then missing consent', () => {
    const closed = { suppressions: { email: { reason: 'complained', at: at('00:00:00') } } } as const;
    const nothing = { contact: {}, consents: {} };
    expect(whyNot(email, { ...nothing, ...closed })).toBe('complained');
    expect(whyNot(email, nothing)).toBe('no-email-address');
    expect(whyNot(email, { consents: {} })).toBe('no-consent');
  });

  test('needs no consent where the shop may write until the customer objects', () => {
    const mayWrite = settingsSchema.parse({ email: { requiresConsent: false } });
    const now = (consents: Profile['consents']) =>
      whyNotNow(stepNow(email), enrolmentOf(), { ...customer, consents }, mayWrite);
    expect(now({})).toBeUndefined();
    expect(now({ email: false })).toBe('no-consent');
  });

  test('for a call returns do-not-call first, then a missing number, then missing consent', () => {
    const closed = { suppressions: { phone: { reason: 'do-not-call', at: at('00:00:00') } } } as const;
    expect(whyNot(callback, { contact: {}, ...closed })).toBe('do-not-call');
    expect(whyNot(callback, { contact: {} })).toBe('no-phone');
    expect(whyNot(callback, { consents: { phone: false } })).toBe('no-consent');
    expect(whyNot(callback, { consents: {} })).toBe('no-consent');
    expect(whyNot(callback, { consents: { phone: true } })).toBeUndefined();
    const mayCall = settingsSchema.parse({ callbacks: { requiresConsent: false } });
    const unasked = { ...customer, consents: {} };
    expect(whyNotNow(stepNow(callback), enrolmentOf(), unasked, mayCall)).toBeUndefined();
  });
});

describe('a campaign that has limits', () => {
  const ordered = { orders: { ...customer.orders, lastAt: instant('2026-12-01T00:00:00.001Z') } };
  const complains = { complaints: { count: 1, open: 1, openedOn: plainDate('2026-12-05') } };
  const whyNot = (now: StepNow, profile: Partial<Profile> = {}, settings = defaultSettings) =>
    whyNotNow(now, enrolmentOf(), { ...customer, ...profile }, settings);

  test('stops at the goal unless it goes on to its end, and a transactional step never does', () => {
    expect(whyNot(stepNow(email, { stopAt: 'goal' }), ordered)).toBe('goal-met');
    expect(whyNot(stepNow(email, { stopAt: 'goal' }))).toBeUndefined();
    expect(whyNot(stepNow(email, { stopAt: 'end' }), ordered)).toBeUndefined();
    expect(whyNot(stepNow({ ...email, transactional: true }, { stopAt: 'goal' }), ordered)).toBeUndefined();
    expect(campaignOf().campaign.stopAt).toBe('goal');
  });

  test('leaves whoever complains in peace, if it or the shop wishes', () => {
    const wishes = settingsSchema.parse({ limits: { notWhile: 'complaint' } });
    expect(whyNot(stepNow(email), complains)).toBeUndefined();
    expect(whyNot(stepNow(email, { notWhile: 'complaint' }), complains)).toBe('complaint-open');
    expect(whyNot(stepNow(email), complains, wishes)).toBe('complaint-open');
    expect(whyNot(stepNow(email, { notWhile: [] }), complains, wishes)).toBeUndefined();
    expect(whyNot(stepNow({ ...email, transactional: true }), complains, wishes)).toBeUndefined();
    const settled = { complaints: { ...complains.complaints, open: 0 } };
    expect(whyNot(stepNow(email), settled, wishes)).toBeUndefined();
  });

  test('leaves out whoever would get a step later than it may come, before any other reason', () => {
    const step = { after: '2d', expires: '3d', unless: 'ordered', ...email };
    // The customers of this cohort entered on 9 December.
    const on = (date: string) =>
      stepNow(step, {}, { date: plainDate(date), at: instant(`${date}T04:00:00Z`) });
    expect(whyNot(on('2026-12-14'), ordered)).toBe('ordered');
    expect(whyNot(on('2026-12-15'), ordered)).toBe('expired');
  });
});
