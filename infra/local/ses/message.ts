import * as z from 'zod';
import { sesEventSchema } from './event.ts';

const headerSchema = z.object({ name: z.string(), value: z.string() });

/** A message that a caller asks SES to send. */
export const outgoingMessageSchema = z.object({
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.array(z.string()),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  headers: z.array(headerSchema),
  /** The EmailTags. Of what the caller adds, events contain only these and the configuration set. */
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
});

/** A message that a caller asks SES to send. */
export type OutgoingMessage = Readonly<z.infer<typeof outgoingMessageSchema>>;

export const acceptedMessageSchema = outgoingMessageSchema.extend({ id: z.string(), atMs: z.number() });

/** A message that SES has accepted, with the id that it returned. `atMs` is in milliseconds since 1970. */
export type AcceptedMessage = Readonly<z.infer<typeof acceptedMessageSchema>>;

export const eventRecordSchema = z.object({ atMs: z.number(), event: sesEventSchema });

/** An event of a message, and when it happened in milliseconds since 1970. */
export type EventRecord = Readonly<z.infer<typeof eventRecordSchema>>;

/** An accepted message and its events, oldest first. */
export interface StoredMessage extends AcceptedMessage {
  readonly events: readonly EventRecord[];
}

/** Returns all recipients: To, Cc and Bcc. */
export function recipientsOf(message: OutgoingMessage): readonly string[] {
  return [...message.to, ...message.cc, ...message.bcc];
}
