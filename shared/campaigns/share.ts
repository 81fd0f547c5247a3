import * as z from 'zod';

/** A share of customers as a marketer writes it, `10%`, as a number below 1. */
export const shareSchema = z
  .string({ error: 'a share is written with a percent sign, such as "10%"' })
  .regex(/^\d{1,2}(\.\d+)?\s*%$/, 'a share is written like "10%" and must be below 100%')
  .transform((text) => Number.parseFloat(text) / 100);
