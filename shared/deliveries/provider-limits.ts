/** From which share of emails a provider acts, each as a fraction. */
export interface ProviderLimit {
  /** Whose limit it is. */
  readonly by: 'ses' | 'mailboxes';
  readonly of: 'bounced' | 'complained';
  /** From here on it looks closer. */
  readonly warnsFrom: number;
  /** From here on it may stop, or no longer deliver, emails of the shop. */
  readonly stopsFrom: number;
}

/**
 * SES reviews an account at 5% bounces or 0.1% complaints, and may pause it at 10% or 0.5% (Amazon SES Developer Guide,
 * reputation metrics messages). Gmail and Yahoo want complaints below 0.1%, and never 0.3% (their sender requirements of
 * February 2024).
 */
export const providerLimits: readonly ProviderLimit[] = [
  { by: 'ses', of: 'bounced', warnsFrom: 0.05, stopsFrom: 0.1 },
  { by: 'ses', of: 'complained', warnsFrom: 0.001, stopsFrom: 0.005 },
  { by: 'mailboxes', of: 'complained', warnsFrom: 0.001, stopsFrom: 0.003 },
];

/** How a share stands to a limit. */
export type LimitStanding = 'below' | 'warns' | 'stops';

/** @param share a fraction */
export function standingOf(share: number, { warnsFrom, stopsFrom }: ProviderLimit): LimitStanding {
  if (share >= stopsFrom) return 'stops';
  return share >= warnsFrom ? 'warns' : 'below';
}
