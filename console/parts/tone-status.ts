import type { Tone } from '../../shared/screens/section.ts';

/** How Cloudscape shows each tone, in its alerts and its status indicators. */
export const toneStatus = {
  positive: 'success',
  negative: 'error',
  warning: 'warning',
  neutral: 'info',
} as const satisfies Record<Tone, string>;
