import { createPurchaseProcess } from './purchase-process.ts';

/**
 * MBG/NBD: E. P. Batislam, M. Denizel & A. Filiztekin, "Empirical Validation and Comparison of Models for Customer
 * Base Analysis", International Journal of Research in Marketing 24(3), 2007; found independently, as CBG/NBD, by
 * D. Hoppe & U. Wagner, Marketing ZFP 3(2), 2007; see also U. Wagner & D. Hoppe, "Erratum on the MBG/NBD Model",
 * International Journal of Research in Marketing 25(3), 2008.
 *
 * BG/NBD, except that customers can also drop out right after the first purchase: one who bought once, long ago, is
 * then probably gone, as in any shop.
 */
export const mbgNbd = createPurchaseProcess({ survivedAtFirst: 1, steps: 1 });
