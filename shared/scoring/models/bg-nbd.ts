import { createPurchaseProcess } from './purchase-process.ts';

/**
 * BG/NBD: P. S. Fader, B. G. S. Hardie & K. L. Lee, "Counting Your Customers the Easy Way: An Alternative to the
 * Pareto/NBD Model", Marketing Science 24(2), 2005. Likelihood: eq. 6; E[Y(t)]: eq. 10. P(alive): the same authors'
 * note "Computing P(alive) Using the BG/NBD Model" (2008).
 *
 * Nobody can drop out before the first repeat purchase, so a customer who bought once stays alive forever. It is here
 * for tests, because its results are published; use MBG/NBD for a shop.
 */
export const bgNbd = createPurchaseProcess({ survivedAtFirst: 0, steps: 1 });
