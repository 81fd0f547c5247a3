import * as z from 'zod';

/** What a step says about its own limits. */
export const stepLimitShape = {
  transactional: z
    .boolean()
    .default(false)
    .describe(
      'Every customer must get it, such as a coupon they were promised: the caps on messages neither stop it nor count it.',
    ),
};
