import type { SesEventBridgeEvent } from './event-bridge.ts';

/** Delivers events to one subscriber asynchronously, after the request that raised them, as EventBridge does. */
export interface Subscription {
  publish(event: SesEventBridgeEvent): void;
  /** Resolves once all events published so far, and those published while handling them, have been handled. */
  idle(): Promise<void>;
}

/** How many messages' events are handled at the same time. */
const concurrency = 8;

/**
 * Creates a subscription. Events of one message reach the subscriber one at a time and in order; those of different
 * messages overlap. What the subscriber throws goes to `onError`, and the event counts as handled.
 */
export function createSubscription(
  onEvent: (event: SesEventBridgeEvent) => Promise<void> | void,
  onError: (error: unknown, event: SesEventBridgeEvent) => void,
): Subscription {
  const waiting = new Map<string, SesEventBridgeEvent[]>();
  const busy = new Set<string>();
  let idleWaiters: (() => void)[] = [];

  async function handleAllOf(messageId: string, events: SesEventBridgeEvent[]): Promise<void> {
    busy.add(messageId);
    for (const event of events) {
      try {
        await onEvent(event);
      } catch (error) {
        onError(error, event);
      }
    }
    busy.delete(messageId);
    startNext();
  }

  function startNext(): void {
    for (const [messageId, events] of waiting) {
      if (busy.size >= concurrency) return;
      if (busy.has(messageId)) continue;
      waiting.delete(messageId);
      void handleAllOf(messageId, events);
    }
    if (busy.size > 0 || waiting.size > 0) return;
    for (const resolve of idleWaiters) resolve();
    idleWaiters = [];
  }

  return {
    publish(event) {
      const messageId = event.detail.mail.messageId;
      const events = waiting.get(messageId);
      if (events === undefined) waiting.set(messageId, [event]);
      else events.push(event);
      setImmediate(startNext);
    },
    idle: () =>
      busy.size === 0 && waiting.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idleWaiters.push(resolve);
          }),
  };
}
