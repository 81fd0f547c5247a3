/**
 * Gaps between purchases in steps: a gap is Erlang-k, so it takes k steps, each of which lasts an exponential time with
 * the customer's rate λ.
 *
 * If λ is Gamma(s, A) between customers, steps are taken at the rates (s + m)/(A + t). On the clock v = ln(1 + t/A) these
 * rates are constant: k steps last as long as the sum of k independent exponential times with rates s, s + 1, … s+k−1.
 */

/** The logarithm of the chance that `steps` steps last longer than v on that clock: ln Σ C(s+m−1, m)·e^(−sv)·(1−e^(−v))ᵐ. */
export const logChanceToLast = (s: number, steps: number, v: number): number =>
  Math.min(0, -s * v + Math.log(sumOverSteps(s, steps, -Math.expm1(-v))));

/** Σ C(s+m−1, m)·zᵐ over m < steps; 1 for one step. */
export function sumOverSteps(s: number, steps: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let m = 1; m < steps; m += 1) {
    term *= ((s + m - 1) / m) * z;
    sum += term;
  }
  return sum;
}

const accuracy = 1e-12;
const refinementsAtMost = 100;

/**
 * The time on that clock within which `steps` steps end for a share of all customers.
 *
 * Newton's method on the logarithm of the chance to last longer. That is a line for one step and concave for several
 * (sums of exponential times have a log-concave density), so from the first refinement on each comes nearer from above.
 *
 * @param share in [0, 1)
 */
export function timeOfSteps(s: number, steps: number, share: number): number {
  const target = Math.log1p(-share);
  if (steps === 1 || share === 0) return -target / s;
  // Not before the mean: earlier, hardly any last step ends, and a refinement would go astray.
  let v = Math.max(-target / s, meanTime(s, steps));
  for (let refinement = 0; refinement < refinementsAtMost; refinement += 1) {
    const next = v + (logChanceToLast(s, steps, v) - target) / rateOfLastStep(s, steps, v);
    const isRounding = refinement > 0 && !(next < v * (1 - accuracy));
    if (isRounding || !(next > 0)) break;
    v = next;
  }
  return v;
}

function meanTime(s: number, steps: number): number {
  let mean = 0;
  for (let m = 0; m < steps; m += 1) mean += 1 / (s + m);
  return mean;
}

/** The rate at which the last step ends, among those for whom it has not: minus the derivative of {@link logChanceToLast}. */
function rateOfLastStep(s: number, steps: number, v: number): number {
  const z = -Math.expm1(-v);
  let rate = s;
  for (let m = 1; m < steps; m += 1) rate *= ((s + m) / m) * z;
  return rate / sumOverSteps(s, steps, z);
}
