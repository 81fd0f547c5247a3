import * as z from 'zod';
import { sesEventSchema } from './event.ts';

const headerSchema = z.object({ name: z.string(), value: z.string() });

/** What a caller asked SES to send. */
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
  /** The EmailTags; only these and the configuration set come back with events. */
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
});

export type OutgoingMessage = Readonly<z.infer<typeof outgoingMessageSchema>>;

export const acceptedMessageSchema = outgoingMessageSchema.extend({ id: z.string(), atMs: z.number() });

/** A message that SES took responsibility for, under the id that it answered. */
export type AcceptedMessage = Readonly<z.infer<typeof acceptedMessageSchema>>;

export const eventRecordSchema = z.object({ atMs: z.number(), event: sesEventSchema });

/** Something that became of a message, and when. */
export type EventRecord = Readonly<z.infer<typeof eventRecordSchema>>;

/** A message and all that has become of it, oldest first. */
export interface StoredMessage extends AcceptedMessage {
  readonly events: readonly EventRecord[];
}

/** Everyone the message goes to. */
export function recipientsOf(message: OutgoingMessage): readonly string[] {
  return [...message.to, ...message.cc, ...message.bcc];
}
