// The few special functions that the models need, in double precision.

// Arguments are shifted up to here by recurrence, so that the next term of Stirling's series is below 1e-17.
const stirlingFrom = 10;

const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/**
 * ln Γ(x) for x > 0, to about 15 digits (Abramowitz & Stegun 6.1.41). `@stdlib` has it too, but brings 170 packages.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < stirlingFrom) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square *
            (1 / 1260 -
              square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360 - square * (1 / 156)))))));
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + series - Math.log(product);
}

/** ψ(x), the derivative of {@link logGamma}, for x > 0 (Abramowitz & Stegun 6.3.18). */
export function digamma(x: number): number {
  let shifted = x;
  let below = 0;
  while (shifted < stirlingFrom) {
    below += 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 -
          square *
            (1 / 252 -
              square * (1 / 240 - square * (1 / 132 - square * (691 / 32_760 - square * (1 / 12)))))));
  return Math.log(shifted) - 0.5 / shifted - series - below;
}

/** ln(1 + eˣ) without overflow. */
export const logOnePlusExp = (x: number): number =>
  x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
