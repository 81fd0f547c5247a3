import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { listenOnLoopback } from '../listen.ts';
import type { SesEvent } from './event.ts';
import { type SesEventBridgeEvent, toEventBridge } from './event-bridge.ts';
import { openMailbox } from './mailbox.ts';
import type { AcceptedMessage, OutgoingMessage, StoredMessage } from './message.ts';
import { mailboxOutcome } from './outcome.ts';
import { createSesServer, type SendOutcome } from './server.ts';
import { subscribe } from './subscription.ts';

export type { SendOutcome };

export interface SesOptions {
  readonly clock: Clock;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Where messages are kept across restarts; without it they stay in memory. */
  readonly directory?: string;
  /** The target of the EventBridge rule on SES's events. Only messages with a configuration set have any. */
  readonly onEvent?: (event: SesEventBridgeEvent) => Promise<void> | void;
  /** Told what `onEvent` threw. Without it the error goes to stderr. */
  readonly onEventError?: (error: unknown, event: SesEventBridgeEvent) => void;
  /** Lets a test decide, per message, what SES does with it. */
  readonly beforeSend?: (message: OutgoingMessage) => SendOutcome;
  /** What becomes of an accepted message by itself; `mailboxOutcome` by default. */
  readonly outcome?: (message: AcceptedMessage) => readonly SesEvent[];
}

export interface LocalSes {
  /** Endpoint for `SESv2Client`, and the address of the inbox page. */
  readonly url: string;
  readonly port: number;
  /** Oldest first; a live view that grows. */
  messages(): readonly StoredMessage[];
  message(id: string): StoredMessage | undefined;
  /**
   * Lets something become of a message. The subscriber is told if the message named a configuration set.
   * Throws `UnknownMessageError`.
   */
  raise(messageId: string, event: SesEvent): void;
  /** Resolves once the subscriber has handled all events raised. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts an SES (API version 2) that keeps mail instead of sending it, with an inbox to look at.
 * Rejects with `PortInUseError` or `MessageFileError`.
 *
 * @example
 * const ses = await startSes({ clock, onEvent: (event) => handler(event) });
 * const client = new SESv2Client({ endpoint: ses.url, region: 'local', credentials, maxAttempts: 1 });
 */
export async function startSes(options: SesOptions): Promise<LocalSes> {
  const { clock, directory, onEvent = () => undefined, onEventError = reportOnStderr } = options;
  const { beforeSend = () => 'accept' as const, outcome = mailboxOutcome } = options;
  const mailbox = await openMailbox(directory);
  const subscription = subscribe(onEvent, onEventError);

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

/** Shaped like SES's own: the time in hex, then a random part. */
function messageIdAt(atMs: number): string {
  return `0100${atMs.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
}

function reportOnStderr(error: unknown, event: SesEventBridgeEvent): void {
  console.error(
    `"${event['detail-type']}" of message ${event.detail.mail.messageId} was not handled:`,
    error,
  );
}
