import type { Instant } from '../calendar.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { NotNowError } from '../deliveries/obstacle.ts';
import type { Secrets } from '../settings/secrets.ts';
import { createWebhook, headersFor, type Webhook, type WebhookParts } from '../webhooks/webhook.ts';
import type { NewDeliveryRecord } from './delivery-record.ts';
import type { ReservableMessage } from './reserve.ts';
import { type SendResult, sendOnce, triesOf, type Unsettled } from './send-once.ts';

/** What a call to another program came to; `no-answer` may be tried again. */
export type CallAnswer =
  | { readonly answer: 'accepted' }
  | { readonly answer: 'refused'; readonly error: string }
  | { readonly answer: 'no-answer'; readonly error: string };

/** Calls another program, once. */
export type WebhookCaller = (
  webhook: Webhook,
  headers: Readonly<Record<string, string>>,
) => Promise<CallAnswer>;

/** How long a step goes on calling somebody who does not answer. */
export interface Patience {
  /** @throws NotNowError once nobody has answered for a while; the next run tries again */
  check(): void;
  heard(answer: CallAnswer['answer']): void;
}

/** So many in a row without an answer, and it is not about one of them. */
const unansweredInARow = 10;

/** Creates the patience of one run. */
export function createPatience(): Patience {
  let unanswered = 0;
  return {
    check() {
      if (unanswered >= unansweredInARow) throw new NotNowError('no-answer', 'nobody answers the webhook');
    },
    heard(answer) {
      unanswered = answer === 'no-answer' ? unanswered + 1 : 0;
    },
  };
}

/** Half an hour apart: six hours. */
const mostTries = 12;

/** A program has no mailbox, and gets as many calls as there are. */
const everyPlace: ReservableMessage = { reserve: async () => undefined, release: async () => undefined };

/** A call that is about to be made, or made again. */
export interface PlannedCall {
  readonly parts: WebhookParts;
  readonly record: NewDeliveryRecord;
  readonly retryOf: Unsettled | undefined;
}

/** What makes it. */
export interface Calling {
  readonly call: WebhookCaller;
  readonly secrets: Pick<Secrets, 'webhooks'>;
  readonly patience: Patience;
  readonly at: Instant;
  readonly attempt: string;
  now(): Instant;
}

/**
 * Calls a webhook by the protocol of everything that goes out. Unlike an email it may be sent again when nobody knows
 * what became of it: its key is the same, by which the receiver knows it.
 *
 * @throws NotNowError when nobody has answered for a while
 */
export async function callOnce(
  { parts, record, retryOf }: PlannedCall,
  { call, secrets, patience, at, attempt, now }: Calling,
): Promise<Delivery> {
  patience.check();
  const webhook = createWebhook(parts);
  const tries = retryOf === undefined ? 1 : triesOf(retryOf) + 1;
  const send = async (): Promise<SendResult> => {
    const answered = await call(webhook, headersFor(webhook, now(), secrets.webhooks));
    patience.heard(answered.answer);
    if (answered.answer === 'accepted') return { result: 'accepted', messageId: webhook.idempotencyKey };
    if (answered.answer === 'refused') return { result: 'refused', error: answered.error };
    return tries < mostTries
      ? { result: 'unknown' }
      : { result: 'refused', error: `no answer after ${tries} tries: ${answered.error}` };
  };
  const message = { key: parts.key, record, compose: async () => webhook, place: everyPlace, retryOf };
  return sendOnce(message, { send, at, attempt });
}
