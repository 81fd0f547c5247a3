import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../shared/calendar.ts';
import {
  type Delivery,
  emailEvents,
  outcomeOf,
  wasOpened,
  withEvent,
} from '../../../shared/deliveries/delivery.ts';
import { taskIdSchema } from '../../../shared/ids.ts';
import { at } from '../campaigns/campaigns.ts';

describe('an event that SES reports about a message', () => {
  const reported = fc.array(
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
  const afterEvents = (
    delivery: Delivery,
    events: readonly { event: (typeof emailEvents)[number]; at: Instant }[],
  ) => events.reduce((one, event) => withEvent(one, event.event, event.at, 'm1'), delivery);

  test('results in the same delivery in any order, and however often each event is repeated', () => {
    const repeated = reported.chain((events) =>
      fc.record({
        events: fc.constant(events),
        again: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(start, repeated, (delivery, { events, again }) => {
        expect(afterEvents(delivery, again)).toEqual(afterEvents(delivery, events));
      }),
      { numRuns: 300 },
    );
  });

  test('leaves the first time of each event, and proves that the message was sent', () => {
    fc.assert(
      fc.property(start, reported, (delivery, events) => {
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
        expect(afterEvents(delivery, events)).toEqual({
          state: 'sent',
          at: at('00:00:00'),
          messageId: 'm1',
          events: firsts,
        });
      }),
    );
  });

  test('returns the same object when it says nothing new, so that nothing is written', () => {
    const delivery = withEvent(starts[3] as Delivery, 'opened', at('02:00:00'), 'm1');
    expect(withEvent(delivery, 'opened', at('02:00:00'), 'm1')).toBe(delivery);
    expect(withEvent(delivery, 'opened', at('03:00:00'), 'm1')).toBe(delivery);
  });

  test('leaves a delivery alone that is not an email', () => {
    const skipped: Delivery = { state: 'skipped', at: at('00:00:00'), reason: 'no-consent' };
    const queued: Delivery = {
      state: 'queued',
      at: at('00:00:00'),
      taskId: taskIdSchema.parse(`cb-${'0'.repeat(24)}`),
    };
    expect(withEvent(skipped, 'opened', at('01:00:00'), 'm')).toBe(skipped);
    expect(withEvent(queued, 'opened', at('01:00:00'), 'm')).toBe(queued);
  });

  test('ends in one outcome, the furthest that the email got', () => {
    const outcome = (...events: (typeof emailEvents)[number][]) =>
      outcomeOf(
        afterEvents(
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
