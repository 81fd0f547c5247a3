/** What a call that staff were asked for can come to. */
export const callResults = ['coupon', 'not-interested', 'do-not-call', 'not-reached', 'not-called'] as const;
export type CallResult = (typeof callResults)[number];
