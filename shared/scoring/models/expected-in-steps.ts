/** Whoever has more steps ahead than these is counted as having so many: tens of thousands of purchases. */
const stepsAtMost = 100_000;
const accuracy = 1e-16;
/** Sums are scaled down by this before they leave the range of numbers. */
const scale = 1e250;

/**
 * The expected purchases of a customer who is alive, where a gap has several steps: Σ P(m steps)·C(m), with C(m) the
 * purchases that m steps lead to, each counted only as far as the customer stayed after those before. The number of
 * steps is negative binomial. All terms are positive.
 *
 * Reutterer, Platzer & Schröder (2021) approximate this by the formula for one step; here it is exact.
 *
 * @param beta b + survived
 * @param s r + the steps taken since the first purchase
 * @param toNext how many steps the next purchase still takes, from 1 to `steps`
 * @param reach t/(α+T)
 */
export function expectedInSteps(
  a: number,
  beta: number,
  s: number,
  steps: number,
  toNext: number,
  reach: number,
): number {
  const z = reach / (1 + reach);
  // Chances and their sums are to be multiplied by exp(logScale).
  let logScale = -s * Math.log1p(reach);
  let chance = 1;
  let chances = 1;
  let expected = 0;
  let purchases = 0;
  let m = 1;
  for (; m < toNext; m += 1) {
    chance *= ((s + m - 1) / m) * z;
    chances += chance;
  }
  for (let survived = 0, stays = 1; m <= stepsAtMost; survived += 1) {
    purchases += stays;
    stays *= (beta + survived) / (a + beta + survived);
    // Up to the next purchase C(m) is the same. These steps are most of what a forecast costs.
    let chanceOfThese = 0;
    for (const next = m + steps; m < next; m += 1) {
      chance *= ((s + m - 1) / m) * z;
      chanceOfThese += chance;
    }
    chances += chanceOfThese;
    expected += chanceOfThese * purchases;
    // No later ratio is larger than this, and purchases grow no faster than steps.
    const ratioAtMost = Math.max(z, ((s + m - 2) / (m - 1)) * z);
    const rest = (chance * purchases * ratioAtMost) / (1 - ratioAtMost) ** 2;
    if (ratioAtMost < 1 && rest <= accuracy * expected) return expected * Math.exp(logScale);
    if (expected > scale) {
      logScale += Math.log(scale);
      chance /= scale;
      chances /= scale;
      expected /= scale;
    }
  }
  const beyond = Math.max(0, 1 - chances * Math.exp(logScale));
  return expected * Math.exp(logScale) + beyond * purchases;
}
