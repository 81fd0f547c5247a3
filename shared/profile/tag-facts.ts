import type { Interaction } from '../interactions/interaction.ts';
import type { Facts } from './profile.ts';

/** How many tags a profile keeps: the first by name. */
export const tagsKept = 50;

/**
 * The tags that a customer has, by name.
 *
 * @param before what is known from facts about other tags
 * @param interactions each one once, in its latest version
 */
export function tagFacts(
  { tags: before = [] }: Pick<Facts, 'tags'>,
  interactions: readonly Interaction[],
): Pick<Facts, 'tags'> {
  const given = interactions.flatMap((one) => (one.type === 'tag' && one.removed !== true ? [one.id] : []));
  const tags = [...new Set([...before, ...given])].sort().slice(0, tagsKept);
  return tags.length === 0 ? {} : { tags };
}
