import { describe, expect, test } from 'vitest';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import { whyNotNow } from '../../../shared/journeys/guards.ts';
import { currencySchema } from '../../../shared/money.ts';
import type { EventFact } from '../../../shared/profile/activity.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { at, customer, enrolmentOf, today } from './campaigns.ts';

const factOf = (type: string, more: object = {}): EventFact =>
  interactionSchema.parse({ type, id: 'f1', at: at('10:00:00'), customer: { id: 'c1' }, ...more });

const written = (trigger: unknown, guards: object) => ({
  name: 'Test',
  audience: {},
  trigger,
  stopAt: 'end',
  steps: [{ after: '0h', ...guards, email: { template: 'hello' } }],
});

function whyNot(trigger: unknown, guards: object, begunBy: EventFact | undefined, currency = 'GBP') {
  const campaign = campaignSchema.parse(written(trigger, guards));
  const [step] = campaign.steps;
  if (step === undefined) return expect.fail('there is a step');
  const now = { date: today, at: at('12:00:00') };
  const settings = { ...defaultSettings, currency: currencySchema.parse(currency) };
  return whyNotNow({ campaign, step, now, begunBy }, enrolmentOf(), customer, settings);
}

const cart = { event: 'cart', wait: '1h' };
const tea = factOf('cart', {
  value: 4850,
  lines: [
    { sku: 'assam', category: 'tea' },
    { sku: 'cup', category: 'cups' },
  ],
});
const onlyIf = (event: object) => ({ onlyIf: { event } });

describe('a step that asks what the event was like', () => {
  test.each([
    [{ product: 'assam' }, true],
    [{ product: ['mug', 'cup'] }, true],
    [{ product: 'tea' }, false],
    [{ category: ['coffee', 'tea'] }, true],
    [{ category: 'coffee' }, false],
    [{ value: { atLeast: 48.5 } }, true],
    [{ value: { atLeast: 48.51 } }, false],
    [{ value: { atMost: 10 } }, false],
    [{ category: 'tea', value: { atLeast: 1000 } }, false],
  ])('%j runs for the cart or not: %s', (asked, isSo) => {
    expect(whyNot(cart, onlyIf(asked), tea)).toBe(isSo ? undefined : 'not-only-if');
    expect(whyNot(cart, { unless: { event: asked } }, tea)).toBe(isSo ? 'event' : undefined);
  });

  test('compares money in whole units of the currency of the shop', () => {
    expect(whyNot(cart, onlyIf({ value: { atLeast: 4850 } }), tea, 'JPY')).toBeUndefined();
  });

  test('asks feedback for its score, and an event of the shop for its properties, as the trigger does', () => {
    const score = onlyIf({ score: { atMost: 6 } });
    expect(whyNot({ event: 'feedback' }, score, factOf('feedback', { nps: 0 }))).toBeUndefined();
    expect(whyNot({ event: 'feedback' }, score, factOf('feedback', { csat: 1 }))).toBe('not-only-if');
    const quiz = { event: 'custom', name: 'quiz' };
    const fact = factOf('custom', { name: 'quiz', properties: { result: 'dry', age: 30 } });
    expect(whyNot(quiz, onlyIf({ where: { result: ['oily', 'dry'], age: 30 } }), fact)).toBeUndefined();
    expect(whyNot(quiz, onlyIf({ where: { result: 'dry', age: '30' } }), fact)).toBeUndefined();
    expect(whyNot(quiz, onlyIf({ where: { result: 'dry', age: 31 } }), fact)).toBe('not-only-if');
    expect(whyNot(quiz, onlyIf({ where: { undefined: 'undefined' } }), fact)).toBe('not-only-if');
    expect(whyNot(quiz, onlyIf({ where: { toString: 'x' } }), fact)).toBe('not-only-if');
  });

  test('finds nothing of an event that is no longer known, and goes with the other guards', () => {
    expect(whyNot(cart, onlyIf({ category: 'tea' }), undefined)).toBe('not-only-if');
    expect(whyNot(cart, { unless: { event: { category: 'tea' } } }, undefined)).toBeUndefined();
    const either = { unless: ['ordered', { event: { category: 'tea' } }] };
    expect(whyNot(cart, either, tea)).toBe('event');
    expect(whyNot(cart, either, factOf('cart'))).toBeUndefined();
  });

  test.each([
    ['audience', { category: 'tea' }, 'no event begins this campaign, so there is none to ask about'],
    [cart, { score: { atMost: 6 } }, 'the event of this campaign has no score'],
    [{ event: 'browse' }, { value: { atLeast: 1 } }, 'the event of this campaign has no value'],
    [{ event: 'sign-up' }, { product: 'a' }, 'the event of this campaign has no product'],
    [cart, {}, 'say what the event is like, such as { category: tea }'],
  ])('of a campaign that begins with %j cannot ask for %j', (trigger, asked, message) => {
    const parsed = campaignSchema.safeParse(written(trigger, onlyIf(asked)));
    expect(JSON.stringify(parsed.error?.issues)).toContain(message);
  });
});
