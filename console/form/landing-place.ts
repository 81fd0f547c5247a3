/**
 * Where a card lands that is let go at a height: behind every other card whose middle is above it.
 *
 * @param y in the same pixels as the cards
 * @param cards all of them, from top to bottom
 * @returns its place among all, or undefined where it would stay where it is
 */
export function landingPlace(
  y: number,
  dragged: number,
  cards: readonly { readonly top: number; readonly height: number }[],
): number | undefined {
  const place = cards.filter(({ top, height }, at) => at !== dragged && top + height / 2 < y).length;
  return place === dragged ? undefined : place;
}
