import { describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { isAutomated } from '../../../shared/deliveries/automated.ts';
import {
  type Delivery,
  outcomeOf,
  wasClicked,
  wasOpened,
  withEvent,
} from '../../../shared/deliveries/delivery.ts';

const acceptedAt = instant('2026-12-09T12:00:00Z');
const later = instant('2026-12-09T12:05:00Z');
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36';

describe('an open or a click', () => {
  test.each([
    ['that SES marks as a bot', { kind: 'opened', isBotEvent: 'Likely', userAgent: chrome }, true],
    [
      'that SES does not, from whatever program',
      { kind: 'opened', isBotEvent: 'Unlikely', userAgent: 'Mozilla/5.0' },
      false,
    ],
    ["by Apple's privacy proxy", { kind: 'opened', userAgent: 'Mozilla/5.0' }, true],
    [
      "by Google's image proxy, which fetches when the reader opens",
      {
        kind: 'opened',
        userAgent:
          'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
      },
      false,
    ],
    ['by a scanner that says so', { kind: 'clicked', userAgent: 'Barracuda Sentinel (EE)' }, true],
    ['by a browser', { kind: 'clicked', userAgent: chrome }, false],
    ['without a user agent', { kind: 'opened' }, false],
  ] as const)('%s is judged by that', (_, reaction, isByMachine) => {
    expect(isAutomated({ at: later, ...reaction }, acceptedAt)).toBe(isByMachine);
  });

  test('within two seconds of the mail is a machine’s click, and may be a person’s open', () => {
    const at = instant('2026-12-09T12:00:01.900Z');
    expect(isAutomated({ kind: 'clicked', at, userAgent: chrome }, acceptedAt)).toBe(true);
    expect(isAutomated({ kind: 'opened', at, userAgent: chrome }, acceptedAt)).toBe(false);
    expect(isAutomated({ kind: 'clicked', at, userAgent: chrome }, undefined)).toBe(false);
  });
});

describe('a delivery', () => {
  const sent: Delivery = { state: 'sent', at: acceptedAt, messageId: 'm1' };

  test('that only machines opened and clicked counts as neither opened nor clicked', () => {
    const touched = ['machine-opened', 'machine-clicked'] as const;
    const delivery = touched.reduce<Delivery>((before, event) => withEvent(before, event, later, 'm1'), sent);
    expect([wasOpened(delivery), wasClicked(delivery), outcomeOf(delivery)]).toEqual([false, false, 'sent']);
  });

  test('knows which link was clicked first when, in any order', () => {
    const [shop, terms] = ['https://shop.example/tea', 'https://shop.example/terms'];
    const clicks = [
      [shop, later],
      [terms, instant('2026-12-09T13:00:00Z')],
      [shop, instant('2026-12-09T14:00:00Z')],
    ] as const;
    const clickedIn = (order: readonly (typeof clicks)[number][]) =>
      order.reduce<Delivery>((before, [link, at]) => withEvent(before, 'clicked', at, 'm1', link), sent);
    expect(clickedIn(clicks)).toMatchObject({
      events: { clicked: later },
      links: { [shop]: later, [terms]: '2026-12-09T13:00:00.000Z' },
    });
    expect(clickedIn([...clicks].reverse())).toEqual(clickedIn(clicks));
    expect(clickedIn([...clicks, ...clicks])).toEqual(clickedIn(clicks));
  });
});
