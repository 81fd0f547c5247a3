import { expect, test } from 'vitest';
import { instant } from '../../../../shared/calendar.ts';
import { customerIdSchema } from '../../../../shared/ids.ts';
import { createMailboxes } from '../../../../shared/operations/simulation/messages.ts';
import { recipientIdFor } from '../../../../shared/recipients/address.ts';
import { type Recipient, unknownRecipient } from '../../../../shared/recipients/recipient.ts';

const address = 'family@example.com';
const noon = (day: string) => instant(`${day}T12:00:00Z`);
const request = (day: string, ownConsent: boolean | undefined = true) => ({
  message: `campaign/${day}#0`,
  channel: 'email' as const,
  customerId: customerIdSchema.parse('ann'),
  at: noon(day),
  by: 'simulation',
  requiresConsent: true,
  ownConsent,
  caps: 'none' as const,
});
const mailboxesWith = (stated: Partial<Recipient>) => {
  const mailboxes = createMailboxes('key');
  mailboxes.know({ ...unknownRecipient(recipientIdFor('email', address, 'key')), ...stated });
  return mailboxes;
};

test('a mailbox that somebody else closed gets what came before that, and nothing after it', () => {
  const suppression = { reason: 'unsubscribed', at: noon('2026-11-10'), source: 'a link' } as const;
  const { reserve } = mailboxesWith({ suppression });
  expect(reserve(address, request('2026-11-09'))).toBeUndefined();
  expect(reserve('Family@Example.com', request('2026-11-11'))).toBe('unsubscribed');
});

test('consent that was stated with a mailbox outweighs the customer’s own from then on', () => {
  const withdrawn = mailboxesWith({ consent: { granted: false, at: noon('2026-11-10'), source: 'order 1' } });
  expect(withdrawn.reserve(address, request('2026-11-09'))).toBeUndefined();
  expect(withdrawn.reserve(address, request('2026-11-11'))).toBe('no-consent');
  const given = mailboxesWith({ consent: { granted: true, at: noon('2026-11-10'), source: 'order 2' } });
  expect(given.reserve(address, request('2026-11-09', false))).toBe('no-consent');
  expect(given.reserve(address, request('2026-11-11', false))).toBeUndefined();
});

test('what a mailbox was really sent takes no place in a simulation, and what it is sent there does', () => {
  const at = noon('2026-11-10');
  const real = { customerId: customerIdSchema.parse('bob'), channel: 'email', at, by: 'night' } as const;
  const { reserve } = mailboxesWith({ messages: { [request('2026-11-10').message]: real } });
  expect(reserve(address, request('2026-11-10'))).toBeUndefined();
  const bob = { ...request('2026-11-10'), customerId: customerIdSchema.parse('bob') };
  expect(reserve(address, bob)).toBe('same-mailbox');
});
