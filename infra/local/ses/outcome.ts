import type { SesEvent } from './event.ts';
import { bareAddress } from './event-bridge.ts';
import { type AcceptedMessage, recipientsOf } from './message.ts';

type Mailbox = 'success' | 'bounce' | 'complaint' | 'suppressionlist' | 'ooto';

/**
 * Returns the events that follow by themselves when a message is accepted: sent and delivered, unless it goes to the
 * SES mailbox simulator (`bounce@simulator.amazonses.com`, `complaint+label@simulator.amazonses.com` and so on), whose
 * addresses behave as they do in SES (Amazon SES Developer Guide, "Using the mailbox simulator").
 */
export function mailboxOutcome(message: AcceptedMessage): readonly SesEvent[] {
  const recipients = recipientsOf(message).map(bareAddress);
  const at = (...mailboxes: Mailbox[]) =>
    recipients.filter((address) => mailboxes.includes(mailboxOf(address)));

  const delivered = at('success', 'complaint', 'ooto');
  const bounced = at('bounce');
  const suppressed = at('suppressionlist');
  const complained = at('complaint');
  const away = at('ooto');
  return [
    { type: 'Send' },
    ...when(delivered, { type: 'Delivery', recipients: delivered }),
    ...when(bounced, { type: 'Bounce', bounceType: 'Permanent', bouncedRecipients: bounced }),
    ...when(suppressed, {
      type: 'Bounce',
      bounceType: 'Permanent',
      bounceSubType: 'Suppressed',
      bouncedRecipients: suppressed,
    }),
    ...when(away, { type: 'Bounce', bounceType: 'Transient', bouncedRecipients: away }),
    ...when(complained, { type: 'Complaint', complainedRecipients: complained }),
  ];
}

function when(recipients: readonly string[], event: SesEvent): readonly SesEvent[] {
  return recipients.length > 0 ? [event] : [];
}

/** The simulator accepts labels (`bounce+label@…`). Any other address just receives the message. */
function mailboxOf(address: string): Mailbox {
  const simulator = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address)?.[1]?.toLowerCase();
  switch (simulator) {
    case 'bounce':
    case 'complaint':
    case 'suppressionlist':
    case 'ooto':
      return simulator;
    default:
      return 'success';
  }
}
