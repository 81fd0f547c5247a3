import type { Instant } from '../calendar.ts';

/** What an event of SES says about who opened or clicked. */
export interface Reaction {
  readonly kind: 'opened' | 'clicked';
  readonly at: Instant;
  /** SES's own judgement, since August 2026; absent on older events and where SES has none. */
  readonly isBotEvent?: string | undefined;
  readonly userAgent?: string | undefined;
}

// Apple's Mail Privacy Protection fetches every image through a proxy that calls itself just this.
const appleProxy = 'Mozilla/5.0';

// Mail scanners that say who they are; most do not, so SES's judgement goes first. Google's image proxy is none of
// them: it fetches when the reader opens.
const scanners =
  /BingPreview|Barracuda|proofpoint|mimecast|Microsoft Office Existence Discovery|HeadlessChrome|\b(bot|crawler|spider)\b/i;

/** Nobody reads and clicks faster than this; scanners follow links as soon as the mail arrives. */
const fastestReaderMs = 2000;

/**
 * True when a machine opened or clicked, and not the customer: by SES's judgement, or without it by the user agent and
 * by the time since SES accepted the mail. Many scanners look like browsers and wait, so what is left is likely, not certain, to be
 * the customer.
 *
 * @param acceptedAt when SES accepted the mail, which every event repeats
 */
export function isAutomated(reaction: Reaction, acceptedAt: Instant | undefined): boolean {
  if (reaction.isBotEvent !== undefined) return reaction.isBotEvent === 'Likely';
  const userAgent = reaction.userAgent?.trim() ?? '';
  if (scanners.test(userAgent)) return true;
  if (reaction.kind === 'opened') return userAgent === appleProxy;
  return acceptedAt !== undefined && Date.parse(reaction.at) - Date.parse(acceptedAt) < fastestReaderMs;
}
