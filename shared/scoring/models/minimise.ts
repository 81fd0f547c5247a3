/** A function of several numbers: returns its value and fills in its gradient. The value may be infinity or NaN. */
export type Differentiable = (at: Float64Array, gradient: Float64Array) => number;

/** Where the search ended; a minimum only if it converged. */
export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

/** Limits of a search. */
export interface MinimiseOptions {
  /** 200 by default. */
  readonly iterationsAtMost?: number;
  /**
   * Stop when the next step is expected to lower the value by less than this, or than its rounding errors; 1e-13 by
   * default.
   */
  readonly gainAtLeast?: number;
}

/**
 * Minimises a smooth function by BFGS (Nocedal & Wright 2006, ch. 6) with the bisecting line search of Lewis &
 * Overton (Math. Programming 141, 2013). The line search needs only the weak Wolfe conditions, always ends with a
 * step that keeps the inverse Hessian positive definite, and treats a value that is infinite or not a number as a
 * step too far.
 */
export function minimise(
  f: Differentiable,
  start: readonly number[],
  options: MinimiseOptions = {},
): Minimum {
  const { iterationsAtMost = 200, gainAtLeast = 1e-13 } = options;
  const dimensions = start.length;
  let at = Float64Array.from(start);
  let gradient = new Float64Array(dimensions);
  let value = f(at, gradient);
  let evaluations = 1;
  const inverse = new InverseHessian(dimensions);
  let iterations = 0;
  let didPromiseLittle = false;
  const minimumHere = (converged: boolean): Minimum => ({ at, value, iterations, evaluations, converged });
  if (!isUsable(value, gradient)) return minimumHere(false);

  for (; iterations < iterationsAtMost; iterations += 1) {
    let direction = inverse.times(gradient, -1);
    let slope = dot(direction, gradient);
    if (!(slope < 0) && !inverse.isFresh) {
      inverse.reset();
      direction = gradient.map((one) => -one);
      slope = -dot(gradient, gradient);
    }
    const size = Math.max(1, Math.abs(value));
    const promisesLittle = -slope / 2 <= Math.max(gainAtLeast, rounding * Math.abs(value));
    // One small expected gain may be an error of the Hessian; it is believed when the next step repeats it.
    if (promisesLittle && (didPromiseLittle || slope === 0)) return minimumHere(true);
    didPromiseLittle = promisesLittle;
    // While the Hessian is fresh the scale is unknown: at most 1 in any coordinate, which is a factor of e in a
    // parameter.
    const longest = Math.max(...direction.map(Math.abs));
    const firstStep = inverse.isFresh ? Math.min(1, 1 / longest) : 1;
    const found = search(f, at, value, direction, slope, firstStep);
    evaluations += found.evaluations;
    if (found.at === undefined) {
      if (promisesLittle || inverse.isFresh)
        return minimumHere(promisesLittle || Math.sqrt(dot(gradient, gradient)) <= flatness * size);
      inverse.reset();
      continue;
    }
    inverse.learn(minus(found.at, at), minus(found.gradient, gradient));
    at = found.at;
    value = found.value;
    gradient = found.gradient;
  }
  return minimumHere(false);
}

/** The relative error of a value that is a sum over thousands of cells. */
const rounding = 1e-14;
/** Where no step lowers the value, a gradient of this share of it is a minimum. */
const flatness = 1e-6;
const sufficientDecrease = 1e-4;
const curvature = 0.9;
const trialsAtMost = 50;

interface SearchResult {
  readonly at: Float64Array<ArrayBuffer> | undefined;
  readonly value: number;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly evaluations: number;
}

function search(
  f: Differentiable,
  from: Float64Array,
  value: number,
  direction: Float64Array,
  slope: number,
  firstStep: number,
): SearchResult {
  let shortest = 0;
  let longest = Number.POSITIVE_INFINITY;
  let step = firstStep;
  for (let evaluations = 1; evaluations <= trialsAtMost; evaluations += 1) {
    const at = from.map((one, index) => one + step * (direction[index] ?? 0));
    const gradient = new Float64Array(from.length);
    const there = f(at, gradient);
    // Near the minimum the decrease is lost in rounding; a slope that has levelled out is then the better evidence.
    const noise = 1e-15 * Math.abs(value);
    const isTooFar = !isUsable(there, gradient) || there > value + sufficientDecrease * step * slope + noise;
    if (!isTooFar && dot(direction, gradient) >= curvature * slope)
      return { at, value: there, gradient, evaluations };
    if (isTooFar) longest = step;
    else shortest = step;
    step = longest === Number.POSITIVE_INFINITY ? 2 * shortest : (shortest + longest) / 2;
  }
  return { at: undefined, value, gradient: new Float64Array(from.length), evaluations: trialsAtMost };
}

/** An approximation of the inverse of the second derivatives, improved with every step. */
class InverseHessian {
  private readonly size: number;
  private rows: Float64Array;
  isFresh = true;

  constructor(size: number) {
    this.size = size;
    this.rows = identity(size);
  }

  reset(): void {
    this.rows = identity(this.size);
    this.isFresh = true;
  }

  times(vector: Float64Array, factor = 1): Float64Array<ArrayBuffer> {
    const product = new Float64Array(this.size);
    for (let row = 0; row < this.size; row += 1) {
      let sum = 0;
      for (let column = 0; column < this.size; column += 1)
        sum += this.entry(row, column) * (vector[column] ?? 0);
      product[row] = factor * sum;
    }
    return product;
  }

  /** The BFGS update by a step and the change of the gradient over it (Nocedal & Wright, eq. 6.17 and 6.20). */
  learn(step: Float64Array, change: Float64Array): void {
    const product = dot(step, change);
    if (!(product > 1e-300)) return;
    if (this.isFresh) this.rows = identity(this.size, product / dot(change, change));
    this.isFresh = false;
    const turned = this.times(change);
    const scale = (1 + dot(change, turned) / product) / product;
    for (let row = 0; row < this.size; row += 1) {
      for (let column = 0; column < this.size; column += 1) {
        const [s, t] = [step[row] ?? 0, turned[row] ?? 0];
        const [u, v] = [step[column] ?? 0, turned[column] ?? 0];
        this.rows[row * this.size + column] =
          this.entry(row, column) + scale * s * u - (s * v + t * u) / product;
      }
    }
  }

  private entry(row: number, column: number): number {
    return this.rows[row * this.size + column] ?? 0;
  }
}

const identity = (size: number, factor = 1): Float64Array =>
  Float64Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? factor : 0));

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
};

const minus = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((one, index) => one - (b[index] ?? 0));

const isUsable = (value: number, gradient: Float64Array): boolean =>
  Number.isFinite(value) && gradient.every(Number.isFinite);
