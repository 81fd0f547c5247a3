import type { Baseline } from './baseline.ts';
import { drawNextDay } from './opening-hours.ts';
import { type LaterChange, orderOutcomeOf } from './order-outcome.ts';
import { orderIdOf } from './order-writer.ts';
import { type Personality, personalityOf } from './personality.ts';
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
import type { SimulatedInteraction } from './simulated-interaction.ts';
import { timeOfOrder } from './webhook-calendar.ts';

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

/** What a customer says about orders: survey responses, and complaints, most of which are resolved. */
export function opinionsOf(seed: number, customer: number, baseline: Baseline): SimulatedInteraction[] {
  const personality = personalityOf(seed, customer);
  return baseline.orderDays.flatMap((day, orderIndex) => {
    const { laterChange } = orderOutcomeOf(seed, customer, orderIndex, personality);
    const orderedAt = day + timeOfOrder(seed, customer, orderIndex);
    const draw = createRandomStream(seed, customer, 'opinion', orderIndex);
    const id = orderIdOf(customer, orderIndex);
    const feedback = feedbackOn(draw, id, orderedAt, personality, laterChange);
    return [...feedback, ...complaintAbout(draw, id, orderedAt, personality, laterChange)];
  });
}

function feedbackOn(
  draw: Draw,
  orderId: string,
  orderedAt: number,
  personality: Personality,
  change: LaterChange,
): SimulatedInteraction[] {
  const isDisappointed = isRefund(change) || (personality.isHardToPlease && chance(draw, 0.6));
  const responds = chance(draw, isDisappointed ? 0.16 : 0.08);
  const delay = 4 + exponential(draw, 5);
  const nps = isDisappointed ? wholeBetween(draw, 0, 6) : oneByWeight(draw, pleasedScores).nps;
  const givesRating = chance(draw, 0.5);
  const text = chance(draw, 0.3) ? oneOf(draw, nps < 7 ? blame : praise) : undefined;
  if (!responds || change.kind === 'cancelled') return [];
  return [
    {
      type: 'feedback',
      id: `survey-${orderId}`,
      at: drawNextDay(draw, orderedAt + (isRefund(change) ? change.afterDays : 0) + delay),
      nps,
      ...(givesRating && { csat: 1 + Math.round(nps * 0.4) }),
      ...(text !== undefined && { text }),
    },
  ];
}

/** Some customers who get a refund complained first; the refund then resolves the complaint. */
function complaintAbout(
  draw: Draw,
  orderId: string,
  orderedAt: number,
  personality: Personality,
  change: LaterChange,
): SimulatedInteraction[] {
  const isRefunded = isRefund(change);
  const complains = chance(draw, isRefunded ? 0.3 : personality.isHardToPlease ? 0.06 : 0.004);
  const openedAfter = isRefunded ? change.afterDays * between(draw, 0.3, 0.8) : between(draw, 2, 12);
  const isResolved = chance(draw, isRefunded ? 0.95 : 0.75);
  const resolvedAfter =
    (isRefunded ? change.afterDays : openedAfter + 1) + exponential(draw, isRefunded ? 0.5 : 4);
  if (!complains || change.kind === 'cancelled') return [];
  const id = `ticket-${orderId}`;
  const [openedAt, resolvedAt] = [
    drawNextDay(draw, orderedAt + openedAfter),
    drawNextDay(draw, orderedAt + resolvedAfter + 1),
  ];
  return [
    { type: 'complaint-opened', id, at: openedAt, text: oneOf(draw, grievances) },
    ...(isResolved ? [{ type: 'complaint-closed' as const, id, at: resolvedAt }] : []),
  ];
}

const isRefund = (change: LaterChange): change is Extract<LaterChange, { afterDays: number }> =>
  change.kind === 'refunded' || change.kind === 'refunded-in-part';

const shareWhoRefer = 0.16;

/** A customer's referrals. They follow an order, and only satisfied repeat buyers make them. */
export function referralsOf(seed: number, customer: number, baseline: Baseline): SimulatedInteraction[] {
  const draw = createRandomStream(seed, customer, 'referral');
  const refers = chance(draw, shareWhoRefer);
  if (!refers || baseline.orderDays.length < 2 || personalityOf(seed, customer).isHardToPlease) return [];
  const friends = chance(draw, 0.3) ? 2 : 1;
  return Array.from({ length: friends }, (_, index) => {
    const at = drawNextDay(draw, oneOf(draw, baseline.orderDays) + between(draw, 1, 8));
    const buys = chance(draw, 0.4);
    const boughtAt = drawNextDay(draw, at + between(draw, 1, 30));
    const id = `r${index + 1}`;
    return [
      { type: 'referral' as const, id, at },
      ...(buys ? [{ type: 'referral-converted' as const, id, at: boughtAt }] : []),
    ];
  }).flat();
}
