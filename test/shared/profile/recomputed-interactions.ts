import type { Instant, PlainDate } from '../../../shared/calendar.ts';
import type { Interaction } from '../../../shared/interactions/interaction.ts';
import type { Facts } from '../../../shared/profile/profile.ts';

/** The facts of interactions by plain recomputation: one by one, in the order of their times. */
export function recomputeInteractionFacts(
  interactions: readonly Interaction[],
  dayOf: (at: Instant) => PlainDate,
): Pick<Facts, 'interest' | 'feedback' | 'complaints' | 'referrals'> {
  const inOrder = interactions.toSorted((a, b) =>
    a.at === b.at ? a.id.localeCompare(b.id) : Date.parse(a.at) - Date.parse(b.at),
  );
  const interest: Record<string, unknown> = {};
  const cartDays = new Set<string>();
  const feedback: Record<string, unknown> = {};
  const complaints = new Map<string, PlainDate>();
  const referrals = new Map<string, boolean>();
  for (const one of inOrder) {
    const on = dayOf(one.at);
    switch (one.type) {
      case 'browse':
        interest.browsedOn = on;
        break;
      case 'wishlist':
        interest.wishlistedOn = on;
        break;
      case 'cart':
        interest.cartedOn = on;
        cartDays.add(on);
        if (one.value !== undefined) interest.cartValue = one.value;
        break;
      case 'feedback':
        if (one.nps !== undefined) feedback.nps = { score: one.nps, on };
        if (one.csat !== undefined) feedback.csat = { score: one.csat, on };
        break;
      case 'complaint-opened':
        complaints.set(one.id, on);
        break;
      case 'referral':
        referrals.set(one.id, referrals.get(one.id) ?? false);
        break;
      case 'referral-converted':
        referrals.set(one.id, true);
    }
  }
  const isClosed = (id: string) => inOrder.some((one) => one.type === 'complaint-closed' && one.id === id);
  const openedOn = [...complaints.values()].at(-1);
  return {
    ...(Object.keys(interest).length > 0 && { interest: { ...interest, cartDays: cartDays.size } }),
    ...(Object.keys(feedback).length > 0 && { feedback }),
    ...(openedOn !== undefined && {
      complaints: {
        count: complaints.size,
        open: [...complaints.keys()].filter((id) => !isClosed(id)).length,
        openedOn,
      },
    }),
    ...(referrals.size > 0 && {
      referrals: {
        made: referrals.size,
        converted: [...referrals.values()].filter(Boolean).length,
      },
    }),
  };
}
