import { type Aftermath, fortuneOf } from './aftermath.ts';
import type { Doing } from './doing.ts';
import { dayAfter } from './opening-hours.ts';
import { orderIdOf } from './order-writer.ts';
import {
  between,
  chance,
  createRandomStream,
  type Draw,
  exponential,
  oneByWeight,
  oneOf,
  wholeBetween,
} from './random.ts';
import type { BuyingLife } from './rhythm.ts';
import { momentOfOrder } from './sending-calendar.ts';
import { type Temper, temperOf } from './temper.ts';

const pleasedScores = [
  { nps: 10, weight: 34 },
  { nps: 9, weight: 26 },
  { nps: 8, weight: 18 },
  { nps: 7, weight: 12 },
  { nps: 6, weight: 5 },
  { nps: 5, weight: 3 },
  { nps: 3, weight: 2 },
];

const praise = ['Lovely, and well packed.', 'Came a day early.', '一如既往的好。', 'Wie immer sehr schön.'];
const blame = [
  'Smaller than in the picture.',
  'Took two weeks.',
  'Not what I expected for that price.',
  '包装破了。',
  'Kam zerkratzt an.',
];
const grievances = [
  'Arrived broken.',
  'One piece is missing.',
  'The colour is not the one I ordered.',
  'Has a crack after two days.',
  'Still waiting for the parcel.',
  '收到的东西和描述不符。',
];

/** What a customer says about orders: answers to surveys, and complaints, most of which are settled. */
export function opinionsOf(seed: number, customer: number, life: BuyingLife): Doing[] {
  const temper = temperOf(seed, customer);
  return life.orderDays.flatMap((day, orderIndex) => {
    const { aftermath } = fortuneOf(seed, customer, orderIndex, temper);
    const orderedAt = day + momentOfOrder(seed, customer, orderIndex);
    const draw = createRandomStream(seed, customer, 'opinion', orderIndex);
    const id = orderIdOf(customer, orderIndex);
    const feedback = feedbackOn(draw, id, orderedAt, temper, aftermath);
    return [...feedback, ...complaintAbout(draw, id, orderedAt, temper, aftermath)];
  });
}

function feedbackOn(
  draw: Draw,
  orderId: string,
  orderedAt: number,
  temper: Temper,
  after: Aftermath,
): Doing[] {
  const isLetDown = isGivenBack(after) || (temper.isHardToPlease && chance(draw, 0.6));
  const answers = chance(draw, isLetDown ? 0.16 : 0.08);
  const waited = 4 + exponential(draw, 5);
  const nps = isLetDown ? wholeBetween(draw, 0, 6) : oneByWeight(draw, pleasedScores).nps;
  const alsoRates = chance(draw, 0.5);
  const words = chance(draw, 0.3) ? oneOf(draw, nps < 7 ? blame : praise) : undefined;
  if (!answers || after.kind === 'cancelled') return [];
  return [
    {
      type: 'feedback',
      id: `survey-${orderId}`,
      at: dayAfter(draw, orderedAt + (isGivenBack(after) ? after.afterDays : 0) + waited),
      nps,
      ...(alsoRates && { csat: 1 + Math.round(nps * 0.4) }),
      ...(words !== undefined && { text: words }),
    },
  ];
}

/** Of those who get their money back, some complained first; the refund then settles it. */
function complaintAbout(
  draw: Draw,
  orderId: string,
  orderedAt: number,
  temper: Temper,
  after: Aftermath,
): Doing[] {
  const isRefunded = isGivenBack(after);
  const complains = chance(draw, isRefunded ? 0.3 : temper.isHardToPlease ? 0.06 : 0.004);
  const opened = isRefunded ? after.afterDays * between(draw, 0.3, 0.8) : between(draw, 2, 12);
  const isSettled = chance(draw, isRefunded ? 0.95 : 0.75);
  const settled = (isRefunded ? after.afterDays : opened + 1) + exponential(draw, isRefunded ? 0.5 : 4);
  if (!complains || after.kind === 'cancelled') return [];
  const id = `ticket-${orderId}`;
  const [openedAt, settledAt] = [dayAfter(draw, orderedAt + opened), dayAfter(draw, orderedAt + settled + 1)];
  return [
    { type: 'complaint-opened', id, at: openedAt, text: oneOf(draw, grievances) },
    ...(isSettled ? [{ type: 'complaint-closed' as const, id, at: settledAt }] : []),
  ];
}

const isGivenBack = (after: Aftermath): after is Extract<Aftermath, { afterDays: number }> =>
  after.kind === 'refunded' || after.kind === 'refunded-in-part';

const shareWhoRefer = 0.16;

/** The friends whom a customer sends: after an order that pleased, and by those who come back. */
export function referralsOf(seed: number, customer: number, life: BuyingLife): Doing[] {
  const draw = createRandomStream(seed, customer, 'referral');
  const refers = chance(draw, shareWhoRefer);
  if (!refers || life.orderDays.length < 2 || temperOf(seed, customer).isHardToPlease) return [];
  const friends = chance(draw, 0.3) ? 2 : 1;
  return Array.from({ length: friends }, (_, index) => {
    const at = dayAfter(draw, oneOf(draw, life.orderDays) + between(draw, 1, 8));
    const buys = chance(draw, 0.4);
    const boughtAt = dayAfter(draw, at + between(draw, 1, 30));
    const id = `r${index + 1}`;
    return [
      { type: 'referral' as const, id, at },
      ...(buys ? [{ type: 'referral-converted' as const, id, at: boughtAt }] : []),
    ];
  }).flat();
}
