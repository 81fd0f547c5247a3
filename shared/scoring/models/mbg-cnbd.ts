import { createPurchaseProcess, type PurchaseProcess } from './purchase-process.ts';

/**
 * MBG/CNBD-k: T. Reutterer, M. Platzer & N. Schröder, "Leveraging purchase regularity for predicting customer behavior
 * the easy way", International Journal of Research in Marketing 38(1), 2021; the regularity itself is that of M. Platzer &
 * T. Reutterer, "Ticking Away the Moments", Marketing Science 35(5), 2016. In R: BTYDplus, `mbgcnbd.*`.
 *
 * MBG/NBD, except that gaps between purchases are Erlang-k: more regular than chance, with a coefficient of variation
 * of 1/√k. A customer who is due is then likelier to order than one who has just ordered. With k = 1 it is MBG/NBD.
 *
 * @param k from 2
 */
export const mbgCnbd = (k: number): PurchaseProcess =>
  createPurchaseProcess({ survivedAtFirst: 1, steps: k });
