import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Instant, instant, plainDate } from '../../../shared/calendar.ts';
import { whyNotInAudience } from '../../../shared/campaigns/audience.ts';
import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import {
  type Delivery,
  emailEvents,
  outcomeOf,
  wasOpened,
  withEvent,
} from '../../../shared/deliveries/delivery.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { type CustomerId, customerIdSchema, taskIdSchema } from '../../../shared/ids.ts';
import {
  type Cohort,
  isDue,
  isFinished,
  nextDueStep,
  type StepRun,
  shardOf,
  shardsFor,
} from '../../../shared/journeys/cohort.ts';
import { isHeldOut, whyNotEnrol } from '../../../shared/journeys/enrolment.ts';
import { whyNotNow } from '../../../shared/journeys/guards.ts';
import { addToTally, emptyTally, sumTallies } from '../../../shared/journeys/step-tally.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { at, campaignOf, classes, customer, enrolmentOf, stepOf, today } from './campaigns.ts';

describe('an audience', () => {
  const whyNot = (audience: object, settings = defaultSettings) =>
    whyNotInAudience(audienceSchema.parse(audience), customer, settings, today);

  test.each<[condition: string, lets: object, keepsOut: object]>([
    ['lifecycle', { lifecycle: ['active', 'silent'] }, { lifecycle: ['active'] }],
    ['tier', { tier: ['gold'] }, { tier: ['silver'] }],
    ['traits', { traits: { include: ['loyal'] } }, { traits: { include: ['loyal', 'high-value'] } }],
    ['traits', { traits: { exclude: ['high-value'] } }, { traits: { exclude: ['loyal'] } }],
    ['orders', { orders: { atLeast: 4 } }, { orders: { atLeast: 5 } }],
    ['orders', { orders: { atMost: 4 } }, { orders: { atMost: 3 } }],
    [
      'daysSinceLastOrder',
      { daysSinceLastOrder: { atLeast: 90, atMost: 90 } },
      { daysSinceLastOrder: { atLeast: 91 } },
    ],
    ['spentLastYear', { spentLastYear: { atLeast: 600 } }, { spentLastYear: { atLeast: 600.01 } }],
    [
      'rfm',
      { rfm: { recency: { atMost: 2 }, monetary: { atLeast: 5 } } },
      { rfm: { frequency: { atLeast: 5 } } },
    ],
    ['segment', { segment: ['at-risk', 'champions'] }, { segment: 'champions' }],
    ['valueGroup', { valueGroup: 'important-keep' }, { valueGroup: 'important-value' }],
    ['type', { type: ['loyal', 'new'] }, { type: 'dissatisfied' }],
    ['borderline', { borderline: 'sleeper' }, { borderline: 'slowed-regular' }],
    ['man', { man: ['MAN', 'MAn'] }, { man: 'MAN' }],
    ['locale', { locale: ['de', 'en'] }, { locale: ['de', 'e-GB'] }],
  ])('lets in by %s, and names it when it keeps out', (condition, lets, keepsOut) => {
    expect(whyNot(lets)).toBeUndefined();
    expect(whyNot(keepsOut)).toBe(condition);
  });

  test('of no condition is everybody', () => {
    expect(whyNot({})).toBeUndefined();
  });

  test('names the first condition that does not hold', () => {
    expect(whyNot({ orders: { atLeast: 99 }, tier: ['bronze'] })).toBe('tier');
  });

  test('counts spend in whole units, which for yen is the smallest', () => {
    const inYen = settingsSchema.parse({ currency: 'JPY' });
    expect(whyNot({ spentLastYear: { atLeast: 60_000 } }, inYen)).toBeUndefined();
  });

  test('knows a prospect by having no orders, no days since and no scores', () => {
    const { rfm: _, ...unscored } = classes;
    const prospect = { contact: {}, classes: unscored };
    const whyNotProspect = (audience: object) =>
      whyNotInAudience(audienceSchema.parse(audience), prospect, defaultSettings, today);
    expect(whyNotProspect({ orders: { atMost: 0 } })).toBeUndefined();
    expect(whyNotProspect({ segment: 'lost' })).toBe('segment');
    expect(whyNotProspect({ valueGroup: 'general-retain' })).toBe('valueGroup');
    expect(whyNotProspect({ daysSinceLastOrder: { atMost: 9999 } })).toBe('daysSinceLastOrder');
    expect(whyNotProspect({ rfm: { recency: { atMost: 5 } } })).toBe('rfm');
    expect(whyNotProspect({ locale: ['en'] })).toBe('locale');
  });
});

describe('entering a campaign', () => {
  const entered = (daysAgo: number, reenter?: string) =>
    whyNotEnrol(
      campaignOf(reenter === undefined ? {} : { reenter: { after: reenter } }),
      { ...customer, enrolments: { 'win-back': addDays(today, -daysAgo) } },
      defaultSettings,
      today,
    );

  test('is for those who are in the audience and have never been in it', () => {
    expect(whyNotEnrol(campaignOf(), customer, defaultSettings, today)).toBeUndefined();
    const audience = { lifecycle: ['lost'] };
    expect(whyNotEnrol(campaignOf({ audience }), customer, defaultSettings, today)).toBe('lifecycle');
    const enrolments = { welcome: addDays(today, -1) };
    expect(whyNotEnrol(campaignOf(), { ...customer, enrolments }, defaultSettings, today)).toBeUndefined();
  });

  test('happens once, unless the file says after how long again', () => {
    expect(entered(9999)).toBe('entered-before');
    expect(entered(179, '180d')).toBe('entered-lately');
    expect(entered(180, '180d')).toBeUndefined();
  });

  test('on the same night is the same entering, so that a night can be run again', () => {
    expect(entered(0)).toBeUndefined();
  });
});

describe('the holdout', () => {
  const ids = Array.from({ length: 20_000 }, (_, number) => customerIdSchema.parse(`customer-${number}`));
  const heldOut = (salt: string, more: object = {}, campaign = campaignOf(more)) =>
    ids.filter((id) => isHeldOut(campaign, id, salt));

  test('is close to the share that the file says', () => {
    // Three standard deviations of 20,000 throws are 0.64 percentage points.
    expect(Math.abs(heldOut('salt').length / ids.length - 0.1)).toBeLessThan(0.0064);
    expect(heldOut('salt', { holdout: '0%' })).toEqual([]);
    expect(Math.abs(heldOut('salt', { holdout: '50%' }).length / ids.length - 0.5)).toBeLessThan(0.0107);
  });

  test('holds the same customers in every version and cohort, and more of them when the share grows', () => {
    const tenth = heldOut('salt');
    expect(heldOut('salt', {}, { ...campaignOf(), version: 7 })).toEqual(tenth);
    expect(heldOut('salt', { holdout: '20%' })).toEqual(expect.arrayContaining(tenth.slice(0, 50)));
  });

  test('is another one in another shop and another campaign', () => {
    const tenth = new Set(heldOut('salt'));
    const shared = (others: readonly CustomerId[]) =>
      others.filter((id) => tenth.has(id)).length / others.length;
    expect(shared(heldOut('other salt'))).toBeLessThan(0.15);
    const other = { ...campaignOf(), id: 'welcome' as never };
    expect(shared(heldOut('salt', {}, other))).toBeLessThan(0.15);
  });
});

describe('a guard', () => {
  const whyNot = (step: object, profile: Partial<Profile> = {}, steps: Record<string, Delivery> = {}) =>
    whyNotNow(stepOf(step), enrolmentOf(steps), { ...customer, ...profile }, defaultSettings, today);
  const email = { email: { template: 'hello' } };
  const callback = { callback: { script: 'hello', within: '3d' } };
  const sent = (events: object): Record<string, Delivery> => ({
    0: { state: 'sent', at: at('00:00:00'), messageId: 'm', events },
  });
  const after = { ...customer.orders, lastAt: instant('2026-12-01T00:00:00.001Z') };

  test('lets through who has done nothing of what stops the step, and can be reached', () => {
    const step = { ...email, unless: ['ordered', 'opened', 'clicked', 'redeemed'] };
    expect(whyNot(step, {}, sent({ delivered: at('01:00:00') }))).toBeUndefined();
  });

  test('stops at an order since entering, and not at one before', () => {
    expect(whyNot({ ...email, unless: 'ordered' }, { orders: after })).toBe('ordered');
    expect(whyNot({ ...email, unless: 'ordered' })).toBeUndefined();
  });

  test('stops at a coupon used since entering', () => {
    expect(whyNot({ ...email, unless: 'redeemed' }, { redeemedAt: instant('2026-12-02T00:00:00Z') })).toBe(
      'redeemed',
    );
    expect(
      whyNot({ ...email, unless: 'redeemed' }, { redeemedAt: instant('2026-11-30T00:00:00Z') }),
    ).toBeUndefined();
  });

  test('stops at an email of the campaign that was opened, whichever step sent it', () => {
    const opened = sent({ opened: at('01:00:00') });
    expect(whyNot({ ...email, unless: 'opened' }, {}, opened)).toBe('opened');
    expect(whyNot({ ...email, unless: 'opened' }, {}, { ...sent({}), 1: opened[0] as Delivery })).toBe(
      'opened',
    );
    expect(whyNot({ ...email, unless: 'opened' }, {}, sent({ delivered: at('01:00:00') }))).toBeUndefined();
  });

  test('takes a click for an opening, too', () => {
    expect(whyNot({ ...email, unless: 'opened' }, {}, sent({ clicked: at('01:00:00') }))).toBe('opened');
    expect(whyNot({ ...email, unless: 'clicked' }, {}, sent({ opened: at('01:00:00') }))).toBeUndefined();
  });

  test('names what the file says before what the customer allows', () => {
    const nothingGoes = { orders: after, consents: { email: false } };
    const step = { ...email, unless: 'ordered', when: { tier: ['silver'] } };
    expect(whyNot(step, nothingGoes)).toBe('ordered');
    expect(whyNot({ ...step, unless: 'opened' }, nothingGoes)).toBe('when:tier');
    expect(whyNot({ ...email, unless: 'opened' }, nothingGoes)).toBe('no-consent');
  });

  test('of a customer whom no night has classified names that', () => {
    const { classes: _, ...unclassified } = customer;
    expect(
      whyNotNow(
        stepOf({ ...email, when: { tier: ['gold'] } }),
        enrolmentOf(),
        unclassified,
        defaultSettings,
        today,
      ),
    ).toBe('when:classes');
  });

  test('for email names a closed channel first, then a missing address, then consent', () => {
    const closed = { suppressions: { email: { reason: 'complained', at: at('00:00:00') } } } as const;
    const nothing = { contact: {}, consents: {} };
    expect(whyNot(email, { ...nothing, ...closed })).toBe('complained');
    expect(whyNot(email, nothing)).toBe('no-email-address');
    expect(whyNot(email, { consents: {} })).toBe('no-consent');
  });

  test('needs no consent where the shop may write until a customer objects', () => {
    const mayWrite = settingsSchema.parse({ email: { requiresConsent: false } });
    const now = (consents: Profile['consents']) =>
      whyNotNow(stepOf(email), enrolmentOf(), { ...customer, consents }, mayWrite, today);
    expect(now({})).toBeUndefined();
    expect(now({ email: false })).toBe('no-consent');
  });

  test('for a call names do-not-call first, then a missing number, then a no', () => {
    const closed = { suppressions: { phone: { reason: 'do-not-call', at: at('00:00:00') } } } as const;
    expect(whyNot(callback, { contact: {}, ...closed })).toBe('do-not-call');
    expect(whyNot(callback, { contact: {} })).toBe('no-phone');
    expect(whyNot(callback, { consents: { phone: false } })).toBe('no-consent');
    expect(whyNot(callback, { consents: {} })).toBe('no-consent');
    expect(whyNot(callback, { consents: { phone: true } })).toBeUndefined();
    const mayCall = settingsSchema.parse({ callbacks: { requiresConsent: false } });
    const unasked = { ...customer, consents: {} };
    expect(whyNotNow(stepOf(callback), enrolmentOf(), unasked, mayCall, today)).toBeUndefined();
  });
});

describe('a cohort', () => {
  const version = campaignOf({
    steps: [
      { after: '0d', email: { template: 'a' } },
      { after: '6h', email: { template: 'b' } },
      { after: '2d', email: { template: 'c' } },
    ],
  });
  const done: StepRun = { state: 'done', at: at('02:00:00'), ranOn: today, tally: emptyTally };
  const failed: StepRun = { state: 'failed', at: at('02:00:00'), ranOn: today, error: 'E', run: 'run-1' };
  const cohort = (...steps: StepRun[]): Cohort => ({
    ...enrolmentOf().cohort,
    openedAt: at('01:30:00'),
    shards: 1,
    steps: Object.fromEntries(steps.entries()),
  });
  const next = (one: Cohort, date: string, time: string, run = 'run-2') =>
    nextDueStep(one, version, { date: plainDate(date), at: instant(`${date}T${time}Z`), run });

  test('runs its steps one after the other, each when it is due', () => {
    expect(next(cohort(), '2026-12-09', '01:30:00')).toBe(0);
    expect(next(cohort(done), '2026-12-09', '07:59:59')).toBeUndefined();
    expect(next(cohort(done), '2026-12-09', '08:00:00')).toBe(1);
    expect(next(cohort(done), '2026-12-12', '00:00:00')).toBe(1);
    expect(next(cohort(done, done), '2026-12-10', '23:59:59')).toBeUndefined();
    expect(next(cohort(done, done, done), '2027-12-11', '00:00:00')).toBeUndefined();
  });

  test('keeps its steps as far apart as the campaign says when it fell behind', () => {
    const late: StepRun = { ...done, at: at('02:00:00'), ranOn: plainDate('2026-12-20') };
    expect(next(cohort(done, late), '2026-12-20', '03:00:00')).toBeUndefined();
    expect(next(cohort(done, late), '2026-12-21', '03:00:00')).toBe(2);
  });

  test('counts days by date, since two nights are not exactly 24 hours apart', () => {
    expect(next(cohort(done, done), '2026-12-11', '00:00:01')).toBe(2);
  });

  test('counts a step of 24 or 48 hours as days', () => {
    const [, , step] = campaignOf({
      steps: [0, 24, 48].map((hours) => ({ after: `${hours}h`, email: { template: 'a' } })),
    }).campaign.steps;
    const now = { date: plainDate('2026-12-11'), at: instant('2026-12-11T00:00:00Z') };
    expect(step && isDue(step, cohort(), now)).toBe(true);
  });

  test('tries a step that failed again, but not within the same run', () => {
    expect(next(cohort(failed), '2026-12-09', '03:00:00', 'run-1')).toBeUndefined();
    expect(next(cohort(failed), '2026-12-09', '03:00:00', 'run-2')).toBe(0);
  });

  test('is finished when all its steps are done', () => {
    expect(isFinished(cohort(done, done), version)).toBe(false);
    expect(isFinished(cohort(done, done, failed), version)).toBe(false);
    expect(isFinished(cohort(done, done, done), version)).toBe(true);
  });

  test('is spread over shards evenly, each customer always in the same one', () => {
    expect([0, 1, 20_000, 20_001, 1e9].map(shardsFor)).toEqual([1, 1, 1, 2, 256]);
    const shards = Array.from({ length: 8000 }, (_, number) =>
      shardOf(customerIdSchema.parse(`c${number}`), 4),
    );
    for (const shard of [0, 1, 2, 3])
      expect(Math.abs(shards.filter((one) => one === shard).length - 2000)).toBeLessThan(130);
  });

  test('numbers from a hash lie below one and do not confuse where a part ends', () => {
    expect(uniformFrom('a', 'bc')).not.toBe(uniformFrom('ab', 'c'));
    fc.assert(fc.property(fc.string(), (text) => uniformFrom(text) >= 0 && uniformFrom(text) < 1));
  });
});

describe('what SES tells of a message', () => {
  const told = fc.array(
    fc.record({
      event: fc.constantFrom(...emailEvents),
      at: fc.integer({ min: 0, max: 5 }).map((hour) => at(`0${hour}:00:00`)),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const starts: Delivery[] = [
    { state: 'claimed', at: at('00:00:00'), by: 'run' },
    { state: 'unknown', at: at('00:00:00'), by: 'run' },
    { state: 'unknown', at: at('00:00:00'), by: 'run', events: { opened: at('03:00:00') } },
    { state: 'sent', at: at('00:00:00'), messageId: 'm1' },
    { state: 'sent', at: at('00:00:00'), messageId: 'm1', events: { delivered: at('02:00:00') } },
    { state: 'failed', at: at('00:00:00'), error: 'E' },
  ];
  const start = fc.constantFrom(...starts);
  const eventually = (
    delivery: Delivery,
    events: readonly { event: (typeof emailEvents)[number]; at: Instant }[],
  ) => events.reduce((one, event) => withEvent(one, event.event, event.at, 'm1'), delivery);

  test('leaves the same delivery in any order, and however often it is told', () => {
    const retold = told.chain((events) =>
      fc.record({
        events: fc.constant(events),
        again: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(start, retold, (delivery, { events, again }) => {
        expect(eventually(delivery, again)).toEqual(eventually(delivery, events));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps for each event when it first happened, and makes any message a sent one', () => {
    fc.assert(
      fc.property(start, told, (delivery, events) => {
        const before = ('events' in delivery && delivery.events) || {};
        const firsts = Object.fromEntries(
          emailEvents.flatMap((event) => {
            const times = [
              ...events.filter((one) => one.event === event).map((one) => one.at),
              before[event] ?? [],
            ].flat();
            return times.length === 0 ? [] : [[event, times.sort()[0]]];
          }),
        );
        expect(eventually(delivery, events)).toEqual({
          state: 'sent',
          at: at('00:00:00'),
          messageId: 'm1',
          events: firsts,
        });
      }),
    );
  });

  test('gives back the very delivery when it says nothing new, so that nothing is written', () => {
    const delivery = withEvent(starts[3] as Delivery, 'opened', at('02:00:00'), 'm1');
    expect(withEvent(delivery, 'opened', at('02:00:00'), 'm1')).toBe(delivery);
    expect(withEvent(delivery, 'opened', at('03:00:00'), 'm1')).toBe(delivery);
  });

  test('does not touch what is no message', () => {
    const skipped: Delivery = { state: 'skipped', at: at('00:00:00'), reason: 'no-consent' };
    const queued: Delivery = {
      state: 'queued',
      at: at('00:00:00'),
      taskId: taskIdSchema.parse(`cb-${'0'.repeat(24)}`),
    };
    expect(withEvent(skipped, 'opened', at('01:00:00'), 'm')).toBe(skipped);
    expect(withEvent(queued, 'opened', at('01:00:00'), 'm')).toBe(queued);
  });

  test('is told in one word, the furthest that the email got', () => {
    const outcome = (...events: (typeof emailEvents)[number][]) =>
      outcomeOf(
        eventually(
          starts[3] as Delivery,
          events.map((event) => ({ event, at: at('01:00:00') })),
        ),
      );
    expect(outcome()).toBe('sent');
    expect(outcome('sent', 'delivered')).toBe('delivered');
    expect(outcome('opened', 'delivered')).toBe('opened');
    expect(outcome('opened', 'clicked', 'delivered')).toBe('clicked');
    expect(outcome('delivered', 'bounced')).toBe('bounced');
    expect(outcome('clicked', 'complained')).toBe('complained');
    expect(outcome('sent', 'rejected')).toBe('failed');
    expect(outcomeOf(starts[1] as Delivery)).toBe('unknown');
    expect(wasOpened(starts[5] as Delivery)).toBe(false);
  });
});

describe('a tally', () => {
  const outcomes: (Delivery | 'held-out')[] = [
    'held-out',
    { state: 'claimed', at: at('00:00:00'), by: 'run' },
    { state: 'unknown', at: at('00:00:00'), by: 'run' },
    { state: 'sent', at: at('00:00:00'), messageId: 'm' },
    { state: 'failed', at: at('00:00:00'), error: 'E' },
    { state: 'skipped', at: at('00:00:00'), reason: 'no-consent' },
    { state: 'skipped', at: at('00:00:00'), reason: 'when:tier' },
  ];

  test('puts each customer into one column', () => {
    expect(outcomes.reduce(addToTally, emptyTally)).toEqual({
      customers: 7,
      heldOut: 1,
      sent: 1,
      queued: 0,
      failed: 1,
      unknown: 2,
      skipped: { 'no-consent': 1, 'when:tier': 1 },
    });
  });

  test('of shards adds up to the tally of all, and every customer is in it once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...outcomes), { maxLength: 9 }), { maxLength: 5 }),
        (shards) => {
          const total = sumTallies(shards.map((shard) => shard.reduce(addToTally, emptyTally)));
          expect(total).toEqual(shards.flat().reduce(addToTally, emptyTally));
          const { customers, heldOut, sent, queued, failed, unknown, skipped } = total;
          const skips = Object.values(skipped).reduce((sum, count) => sum + count, 0);
          expect(heldOut + sent + queued + failed + unknown + skips).toBe(customers);
        },
      ),
    );
  });
});
