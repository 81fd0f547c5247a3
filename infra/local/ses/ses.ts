import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { listenOnLoopback } from '../listen.ts';
import type { SesEvent } from './event.ts';
import { type SesEventBridgeEvent, toEventBridge } from './event-bridge.ts';
import { openMailbox } from './mailbox.ts';
import type { AcceptedMessage, OutgoingMessage, StoredMessage } from './message.ts';
import { mailboxOutcome } from './outcome.ts';
import { createSesServer, type SendOutcome } from './server.ts';
import { createSubscription } from './subscription.ts';

export type { SendOutcome };

/** Where the local SES keeps messages and sends events, and what tests may decide about them. */
export interface SesOptions {
  readonly clock: Clock;
  /** 0, the default, picks any free port. */
  readonly port?: number;
  /** Where messages are kept across restarts. Without it they are kept in memory only. */
  readonly directory?: string;
  /** The target of the EventBridge rule on SES's events. Only messages with a configuration set cause events there. */
  readonly onEvent?: (event: SesEventBridgeEvent) => Promise<void> | void;
  /** Called with what `onEvent` threw. By default the error goes to stderr. */
  readonly onEventError?: (error: unknown, event: SesEventBridgeEvent) => void;
  /** Lets a test decide what SES does with each message. */
  readonly beforeSend?: (message: OutgoingMessage) => SendOutcome;
  /** Returns the events that follow by themselves when a message is accepted; `mailboxOutcome` by default. */
  readonly outcome?: (message: AcceptedMessage) => readonly SesEvent[];
}

/** An SES that is running on this machine. */
export interface LocalSes {
  /** The endpoint for `SESv2Client`, and the address of the inbox. */
  readonly url: string;
  readonly port: number;
  /** All messages, oldest first. The array is live: later messages appear in it. */
  messages(): readonly StoredMessage[];
  message(id: string): StoredMessage | undefined;
  /**
   * Records an event of a message, and publishes it to the subscriber if the message has a configuration set.
   * @throws UnknownMessageError
   */
  raise(messageId: string, event: SesEvent): void;
  /** Resolves once the subscriber has handled all events raised so far. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts an SES (API v2) that keeps messages instead of sending them, and shows them in an inbox.
 * @throws PortInUseError when the port is taken
 * @throws MessageFileError when the file of messages cannot be read or written
 *
 * @example
 * const ses = await startSes({ clock, onEvent: (event) => handler(event) });
 * const client = new SESv2Client({ endpoint: ses.url, region: 'local', credentials, maxAttempts: 1 });
 */
export async function startSes(options: SesOptions): Promise<LocalSes> {
  const { clock, directory, onEvent = () => undefined, onEventError = reportOnStderr } = options;
  const { beforeSend = () => 'accept' as const, outcome = mailboxOutcome } = options;
  const mailbox = await openMailbox(directory);
  const subscription = createSubscription(onEvent, onEventError);

  const raise = (messageId: string, event: SesEvent) => {
    const atMs = clock.now();
    const { events: _events, configurationSet, ...message } = mailbox.record(messageId, { atMs, event });
    if (configurationSet === undefined) return;
    subscription.publish(toEventBridge({ ...message, configurationSet }, event, atMs));
  };
  const accept = (message: OutgoingMessage) => {
    const atMs = clock.now();
    const accepted = mailbox.add({ id: messageIdAt(atMs), atMs, ...message });
    for (const event of outcome(accepted)) raise(accepted.id, event);
    return accepted.id;
  };

  try {
    const { server, closeUnanswered } = createSesServer({ clock, mailbox, beforeSend, accept });
    const { url, port, close } = await listenOnLoopback(server, options.port ?? 0, 'The local SES');
    let closing: Promise<void> | undefined;
    const closeAll = async () => {
      closeUnanswered();
      await close();
      await subscription.idle();
      mailbox.close();
    };
    return {
      url,
      port,
      messages: mailbox.messages,
      message: mailbox.message,
      raise,
      idle: subscription.idle,
      close() {
        closing ??= closeAll();
        return closing;
      },
    };
  } catch (error) {
    mailbox.close();
    throw error;
  }
}

/** A message id with the shape of SES's own: the time in hexadecimal, then a random part. */
function messageIdAt(atMs: number): string {
  return `0100${atMs.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

function reportOnStderr(error: unknown, event: SesEventBridgeEvent): void {
  console.error(
    `"${event['detail-type']}" of message ${event.detail.mail.messageId} was not handled:`,
    error,
  );
}
