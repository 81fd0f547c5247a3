import type { Audience } from './audience-schema.ts';

/**
 * The campaigns that an audience asks about, in the order in which they are written. A misspelt one is no mistake that a
 * schema could find, and would let everybody in by its opposite.
 */
export function enteredCampaigns({
  all = [],
  any = [],
  not,
  audience,
  entered,
  inProgress = [],
}: Audience): readonly string[] {
  const inner = [...all, ...any, ...(not ? [not] : []), ...(audience ? [audience.is] : [])];
  const own = [...(entered?.campaign ?? []), ...inProgress];
  return [...new Set([...own, ...inner.flatMap(enteredCampaigns)])];
}
