import { expect, test } from 'vitest';
import { enrolmentCsvFor } from '../../../connectors/members/enrolment-csv.ts';
import type { Delivery } from '../../../shared/deliveries/delivery.ts';
import { customerIdSchema, taskIdSchema } from '../../../shared/ids.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import type { Language } from '../../../shared/language.ts';
import { currencySchema } from '../../../shared/money.ts';
import { at, campaignOf, enrolmentOf } from '../../shared/campaigns/campaigns.ts';

const settings = { currency: currencySchema.parse('EUR'), timeZone: 'Asia/Shanghai' };
const { steps } = campaignOf({
  steps: [
    { after: '0d', email: { template: 'hello' } },
    { after: '3d', callback: { script: 'call', within: '72h' } },
  ],
}).campaign;

const cells = (more: Partial<Enrolment>, language: Language = 'en') =>
  enrolmentCsvFor(steps, settings, language)
    .lineOf({ ...enrolmentOf(), ...more })
    .trimEnd()
    .split(',');
const cellOf = (delivery: Delivery) => cells({ steps: { 0: delivery } })[8];

test('the file says of each customer the group, what was done, and what came of it within the goal', () => {
  const csv = enrolmentCsvFor(steps, settings, 'en');
  expect(csv.head).toBe(
    '\uFEFFcustomer,entered,group,variant,first entry,orders within the goal,net order value within the goal,unsubscribed or complained,step 1: email,step 2: callback\r\n',
  );
  const outcome = { orders: 2, spent: 123_450, couponsUsed: {}, hasOptedOut: false };
  const sent = {
    state: 'sent',
    at: at('04:00:00'),
    messageId: 'm',
    events: { clicked: at('05:00:00') },
  } as const;
  const one = { ...enrolmentOf({ 0: sent }), variant: 'short', outcome, enteredAt: at('17:00:00') };
  // In Shanghai it is the next day already.
  expect(csv.lineOf(one)).toBe(`${one.customerId},2026-12-10,treated,short,yes,2,1234.50,no,clicked,\r\n`);
});

test('of whoever is held out it has what they did, and no deliveries', () => {
  const outcome = { orders: 0, spent: -500, couponsUsed: {}, hasOptedOut: true };
  expect(cells({ isHeldOut: true, isFirst: false, outcome }).slice(2)).toEqual([
    'held out',
    '',
    'no',
    '0',
    '-5.00',
    'yes',
    '',
    '',
  ]);
  expect(cells({ isHeldOut: true }, 'zh').slice(2, 5)).toEqual(['对照组', '', '是']);
});

test('each delivery is said with its reason', () => {
  const now = at('04:00:00');
  const taskId = taskIdSchema.parse(`cb-${'0'.repeat(24)}`);
  expect(cellOf({ state: 'skipped', at: now, reason: 'no-consent' })).toBe('left out: no consent');
  expect(cellOf({ state: 'skipped', at: now, reason: 'when:lifecycle' as never })).toBe(
    'left out: when:lifecycle',
  );
  expect(cellOf({ state: 'failed', at: now, error: 'not verified' })).toBe('failed: not verified');
  expect(cellOf({ state: 'queued', at: now, taskId })).toBe('given to staff');
  expect(cellOf({ state: 'queued', at: now, taskId, result: 'not-called' })).toBe(
    'given to staff: nobody called',
  );
  expect(cellOf({ state: 'unknown', at: now, by: 'x' })).toBe('"unknown');
});

test('no cell is one that a spreadsheet would compute', () => {
  const [customer, , , variant] = cells({ customerId: customerIdSchema.parse('=1+1'), variant: '@SUM(A1)' });
  expect([customer, variant]).toEqual(["'=1+1", "'@SUM(A1)"]);
});
