import { expectationUnderBeta } from './beta-expectation.ts';

/**
 * The expected purchases within the coming t of a customer who is alive, where a gap is one step: the closed form of
 * Fader, Hardie & Lee (2005), eq. 10, after Euler's transformation of its ₂F₁. With z = t/(α+T+t), s = r+x,
 * C = a+b+survived−1 and A = C−s:
 *
 *   C·[1 − (1−z)^s ₂F₁(s, b+survived; C; z)]/(a−1) = (1−z)^(a−1) · [C·((1−z)^(1−a) − 1)/(a−1) − Σ τₙ]
 *
 * with τ₁ = A·z and τₙ₊₁ = τₙ·(A+n)(a+n−1)/((C+n)(n+1))·z. At a = 1 it is a limit and nothing special.
 *
 * Where the series is slow (t far beyond α+T) or its terms cancel (s far beyond a+b), the same number is computed as
 * an integral over the chance of dropping out, which is slower but never difficult.
 *
 * @param beta b + survived
 * @param s r + x
 * @param reach t/(α+T)
 */
export const expectedInOneStep = (a: number, beta: number, s: number, reach: number): number =>
  expectedBySeries(a, beta, s, reach) ?? expectedByIntegral(a, beta, s, reach);

const termsAtMost = 500;
/** How much larger than their sum terms may be: 1e5 leaves eleven of sixteen digits. */
const cancellationAtMost = 1e5;

/**
 * The series of {@link expectedInOneStep}; undefined where it converges slowly or loses digits.
 * Parameters are those of {@link expectedInOneStep}.
 */
export function expectedBySeries(a: number, beta: number, s: number, reach: number): number | undefined {
  const C = a + beta - 1;
  if (C > cancellationAtMost * s) return undefined;
  const A = C - s;
  const z = reach / (1 + reach);
  const minusLog = Math.log1p(reach);
  const excess = a - 1;
  const main = C * (excess === 0 ? minusLog : Math.expm1(excess * minusLog) / excess);
  let term = A * z;
  let sum = term;
  let largest = Math.max(Math.abs(main), Math.abs(term));
  for (let n = 1; n <= termsAtMost; n += 1) {
    const ratio = (((A + n) * (a + n - 1)) / ((C + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    const size = Math.abs(term);
    if (size > largest) largest = size;
    // A < C, so no later ratio exceeds this one or the larger of the other two, and a geometric series bounds the
    // rest.
    const ratioAtMost = Math.max(Math.abs(ratio), z, (z * (a + n)) / (n + 2));
    if (ratioAtMost < 1 && size * ratioAtMost <= 1e-17 * (1 - ratioAtMost) * Math.abs(main - sum)) {
      const expected = Math.exp(-excess * minusLog) * (main - sum);
      const isSound =
        largest <= cancellationAtMost * (main - sum) && Number.isFinite(expected) && expected > 0;
      return isSound ? expected : undefined;
    }
  }
  return undefined;
}

/**
 * The same number by quadrature: E[(1 − (1 + p·reach)^−s)/p] over p ~ Beta(a, beta), because (1 − E[e^(−λpt)])/p are
 * the expected purchases of a customer who drops out with chance p. All terms are positive. Parameters are those of
 * {@link expectedInOneStep}.
 */
export const expectedByIntegral = (a: number, beta: number, s: number, reach: number): number =>
  expectationUnderBeta(a, beta, (p) => {
    const hardlyAny = p * reach < 1e-300;
    return hardlyAny ? s * reach : -Math.expm1(-s * Math.log1p(p * reach)) / p;
  });
