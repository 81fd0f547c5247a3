import { randomUUID } from 'node:crypto';
import type { SesEvent } from './event.ts';
import { type AcceptedMessage, recipientsOf } from './message.ts';

const account = '000000000000';
const region = 'us-east-1';

/** The `detail-type` of each SES event in EventBridge, for rules to match on. */
export const detailTypes = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Open: 'Email Opened',
  Click: 'Email Clicked',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
} as const satisfies Record<SesEvent['type'], string>;

/** The `mail` object in every SES event (Amazon SES Developer Guide, "Contents of event data"). */
export interface SesMail {
  readonly timestamp: string;
  readonly source: string;
  readonly sourceArn: string;
  readonly sendingAccountId: string;
  readonly messageId: string;
  readonly destination: readonly string[];
  readonly headersTruncated: boolean;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly commonHeaders: {
    readonly from: readonly string[];
    readonly to: readonly string[];
    readonly messageId: string;
    readonly subject: string;
  };
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** An SES event: the message, and an object with what happened to it. */
export interface SesEventDetail {
  readonly eventType: SesEvent['type'];
  readonly mail: SesMail;
  /** What happened, in an object named after the event: `send`, `delivery`, `open`, `click`, `bounce` and so on. */
  readonly [kind: string]: unknown;
}

/** An SES event as the target of an EventBridge rule receives it. */
export interface SesEventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': (typeof detailTypes)[SesEvent['type']];
  readonly source: 'aws.ses';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: SesEventDetail;
}

/** Wraps an event of a message in EventBridge's envelope. `atMs` is when it happened, in milliseconds since 1970. */
export function toEventBridge(
  message: AcceptedMessage & { readonly configurationSet: string },
  event: SesEvent,
  atMs: number,
): SesEventBridgeEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailTypes[event.type],
    source: 'aws.ses',
    account,
    time: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${message.configurationSet}`],
    detail: { eventType: event.type, mail: describeMail(message), ...describeEvent(message, event, atMs) },
  };
}

function describeMail(message: AcceptedMessage & { readonly configurationSet: string }): SesMail {
  const { id, from, to, subject } = message;
  const fromAddress = bareAddress(from);
  const fromDomain = fromAddress.split('@')[1] ?? '';
  const ownTags = Object.entries(message.tags).map(([name, value]) => [name, [value]]);
  return {
    timestamp: new Date(message.atMs).toISOString(),
    source: from,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${fromDomain}`,
    sendingAccountId: account,
    messageId: id,
    destination: recipientsOf(message),
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: to.join(', ') },
      { name: 'Subject', value: subject },
      { name: 'MIME-Version', value: '1.0' },
      ...message.headers,
    ],
    commonHeaders: { from: [from], to, messageId: id, subject },
    tags: {
      'ses:operation': ['SendEmail'],
      'ses:configuration-set': [message.configurationSet],
      'ses:source-ip': ['127.0.0.1'],
      'ses:from-domain': [fromDomain],
      'ses:caller-identity': ['local'],
      ...Object.fromEntries(ownTags),
    },
  };
}

/** Returns the address without the display name: `jane@example.com` for `Jane Doe <jane@example.com>`. */
export function bareAddress(address: string): string {
  return /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();
}

const mailServer = 'mta.local';
const browser = { ipAddress: '127.0.0.1', userAgent: 'Mozilla/5.0 (local inbox)' };

function describeEvent(message: AcceptedMessage, event: SesEvent, atMs: number): Record<string, object> {
  const timestamp = new Date(atMs).toISOString();
  const orAll = (some: readonly string[] | undefined) => some ?? recipientsOf(message).map(bareAddress);
  const feedbackId = `${message.id.slice(0, 16)}-${randomUUID()}-000000`;
  switch (event.type) {
    case 'Send':
      return { send: {} };
    case 'Delivery':
      return {
        delivery: {
          timestamp,
          processingTimeMillis: Math.max(0, atMs - message.atMs),
          recipients: orAll(event.recipients),
          smtpResponse: '250 2.6.0 Message received',
          reportingMTA: mailServer,
        },
      };
    case 'Open':
      return { open: { timestamp, ...browser, ...withoutType(event) } };
    case 'Click':
      return { click: { timestamp, ...browser, linkTags: null, ...withoutType(event) } };
    case 'Bounce':
      return {
        bounce: {
          bounceType: event.bounceType,
          bounceSubType: event.bounceSubType ?? 'General',
          bouncedRecipients: orAll(event.bouncedRecipients).map((emailAddress) => ({
            emailAddress,
            action: 'failed',
            ...(event.bounceType === 'Permanent'
              ? { status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }
              : { status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' }),
          })),
          timestamp,
          feedbackId,
          reportingMTA: `dns; ${mailServer}`,
        },
      };
    case 'Complaint':
      return {
        complaint: {
          complainedRecipients: orAll(event.complainedRecipients).map((emailAddress) => ({
            emailAddress,
          })),
          timestamp,
          feedbackId,
          complaintSubType: null,
          complaintFeedbackType: event.complaintFeedbackType ?? 'abuse',
          arrivalDate: timestamp,
        },
      };
    case 'Reject':
      return { reject: { reason: event.reason ?? 'Bad content' } };
    case 'DeliveryDelay':
      return {
        deliveryDelay: {
          timestamp,
          delayType: event.delayType ?? 'TransientCommunicationFailure',
          // SES keeps trying for 14 hours.
          expirationTime: new Date(atMs + 14 * 60 * 60 * 1000).toISOString(),
          delayedRecipients: orAll(event.delayedRecipients).map((emailAddress) => ({
            emailAddress,
            status: '4.4.1',
            diagnosticCode: 'smtp; 421 4.4.1 unable to connect to remote host',
          })),
          reportingMTA: mailServer,
        },
      };
  }
}

function withoutType<Event extends SesEvent>({ type: _type, ...details }: Event): Omit<Event, 'type'> {
  return details;
}
