import { normaliseEmail } from '../../../shared/recipients/address.ts';
import { UnknownMessageError } from './errors.ts';
import { type AcceptedMessage, type EventRecord, recipientsOf, type StoredMessage } from './message.ts';
import { type MessageFileLine, noFile, openMessageFile } from './message-file.ts';

/** All accepted messages, with their events. */
export interface Mailbox {
  /** Oldest first. */
  messages(): readonly StoredMessage[];
  message(id: string): StoredMessage | undefined;
  add(message: AcceptedMessage): StoredMessage;
  /**
   * Adds an event to a message's timeline.
   * @throws UnknownMessageError
   */
  record(messageId: string, record: EventRecord): StoredMessage;
  /** Deletes all messages to any of these mailboxes, however an address is written, with their events. */
  forget(addresses: readonly string[]): void;
  close(): void;
}

/** `Ada <ada@example.com>` is the mailbox `ada@example.com`. */
const mailboxOf = (recipient: string): string =>
  normaliseEmail(/<([^<>]+)>\s*$/.exec(recipient)?.[1] ?? recipient);

type GrowingMessage = AcceptedMessage & { readonly events: EventRecord[] };

/**
 * Opens the mailbox that is kept in `directory`. Without a directory it is empty and kept in memory only.
 * @throws MessageFileError when the file cannot be read or written
 */
export async function openMailbox(directory: string | undefined): Promise<Mailbox> {
  const messages: GrowingMessage[] = [];
  const byId = new Map<string, GrowingMessage>();

  const add = (message: AcceptedMessage) => {
    const growing = { ...message, events: [] };
    messages.push(growing);
    byId.set(message.id, growing);
    return growing;
  };
  const find = (messageId: string) => {
    const message = byId.get(messageId);
    if (message === undefined) throw new UnknownMessageError(messageId);
    return message;
  };
  const restore = (line: MessageFileLine) => {
    if (line.kind === 'message') add(line.message);
    else find(line.messageId).events.push(line.record);
  };

  const file = directory === undefined ? noFile : await openMessageFile(directory, restore);
  return {
    messages: () => messages,
    message: (id) => byId.get(id),
    add(message) {
      file.append({ kind: 'message', message });
      return add(message);
    },
    record(messageId, record) {
      const message = find(messageId);
      file.append({ kind: 'event', messageId, record });
      message.events.push(record);
      return message;
    },
    forget(addresses) {
      const forgotten = new Set(addresses.map(normaliseEmail));
      const isKept = (message: AcceptedMessage) =>
        !recipientsOf(message).some((recipient) => forgotten.has(mailboxOf(recipient)));
      const kept = messages.filter(isKept);
      if (kept.length === messages.length) return;
      file.replace(
        kept.flatMap(({ events, ...message }): MessageFileLine[] => [
          { kind: 'message', message },
          ...events.map((record) => ({ kind: 'event', messageId: message.id, record }) as const),
        ]),
      );
      for (const message of messages) if (!isKept(message)) byId.delete(message.id);
      messages.splice(0, messages.length, ...kept);
    },
    close: () => file.close(),
  };
}
