import type { Delivery } from '../../deliveries/delivery.ts';

/** Who clicked what in the messages of one step. */
export interface LinkClicks {
  /** Deliveries in which each link was clicked by a person, whatever else was clicked; the links that are kept. */
  readonly byLink: Readonly<Record<string, number>>;
  /** The same of all other links together, so that a delivery may be in it several times. */
  readonly others: number;
}

/** A mail has a handful; where each customer gets links of their own, a report stays as small as it is. */
export const linksKept = 20;

/** The clicks in some deliveries; undefined when nobody has clicked. */
export function clicksIn(deliveries: readonly Delivery[]): LinkClicks | undefined {
  const counts = new Map<string, number>();
  for (const delivery of deliveries)
    if (delivery.state === 'sent')
      for (const link of Object.keys(delivery.links ?? {})) counts.set(link, (counts.get(link) ?? 0) + 1);
  return counts.size === 0 ? undefined : bounded(counts, 0);
}

/**
 * The clicks in two parts together. Exact as long as all links fit; beyond that, a link that was left out of one part is
 * counted too low.
 */
export function addClicks(
  one: LinkClicks | undefined,
  other: LinkClicks | undefined,
): LinkClicks | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const counts = new Map(Object.entries(one.byLink));
  for (const [link, count] of Object.entries(other.byLink)) counts.set(link, (counts.get(link) ?? 0) + count);
  return bounded(counts, one.others + other.others);
}

/** Those most clicked; of two that were clicked as often, the first by name, so that every order gives the same. */
function bounded(counts: ReadonlyMap<string, number>, others: number): LinkClicks {
  const sorted = [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1));
  const leftOut = sorted.slice(linksKept).reduce((sum, [, count]) => sum + count, 0);
  return { byLink: Object.fromEntries(sorted.slice(0, linksKept)), others: others + leftOut };
}
