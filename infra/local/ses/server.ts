import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { type SesErrorType, SesRefusal, statusOf } from './errors.ts';
import { answerInbox } from './inbox/inbox.ts';
import type { Mailbox } from './mailbox.ts';
import { type OutgoingMessage, recipientsOf } from './message.ts';
import { readSendEmail } from './send-email.ts';

/**
 * What the local SES does with a message:
 * - `accept`: the message is sent
 * - `throttle`: `TooManyRequestsException`; nothing is sent
 * - `reject`: `MessageRejected`; nothing is sent
 * - `server-error`: `InternalServiceErrorException`; nothing is sent
 * - `drop-connection`: the connection breaks before the message is accepted
 * - `drop-after-accepting`: the message is sent, and the connection breaks before the response
 * - `timeout-after-accepting`: the message is sent, and the response never comes
 */
export type SendOutcome =
  | 'accept'
  | 'throttle'
  | 'reject'
  | 'server-error'
  | 'drop-connection'
  | 'drop-after-accepting'
  | 'timeout-after-accepting';

/** What the server is built from. */
export interface SesServerParts {
  readonly clock: Clock;
  readonly mailbox: Mailbox;
  readonly beforeSend: (message: OutgoingMessage) => SendOutcome;
  /** Accepts a message and returns its id. */
  readonly accept: (message: OutgoingMessage) => string;
}

/** The body of `POST /forget`, which SES does not have: deletes the messages to these addresses. */
const addressesSchema = z.array(z.string());

/** SES accepts messages of up to 40 MB (SES quotas). Base64 and JSON need some room on top. */
const requestLimitBytes = 56 * 1024 * 1024;

/** Creates a server with SES's operations under `/v2/email/` and the inbox pages elsewhere. It is not listening yet. */
export function createSesServer(parts: SesServerParts): {
  readonly server: Server;
  /** Breaks the connections of clients that `timeout-after-accepting` keeps waiting. */
  closeUnanswered(): void;
} {
  const unanswered = new Set<ServerResponse>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const operation = `${request.method} ${url.pathname}`;
    if (operation === 'POST /v2/email/outbound-emails') {
      sendEmail(await readText(request), response);
    } else if (operation === 'GET /v2/email/account') {
      respond(response, 200, describeAccount(parts));
    } else if (operation.startsWith('DELETE /v2/email/suppression/addresses/')) {
      // Nothing is kept from anybody here, so no address is on the list.
      refuse(response, new SesRefusal('NotFoundException', 'The address is not on the suppression list.'));
    } else if (operation === 'POST /forget') {
      parts.mailbox.forget(addressesSchema.parse(JSON.parse(await readText(request))));
      respond(response, 200, {});
    } else if (url.pathname.startsWith('/v2/')) {
      refuse(response, new SesRefusal('NotFoundException', `The local SES has no operation ${operation}.`));
    } else {
      answerInbox(request.method ?? 'GET', url, parts.mailbox, response);
    }
  }

  function sendEmail(body: string, response: ServerResponse): void {
    const message = readSendEmail(body);
    const outcome = parts.beforeSend(message);
    if (outcome === 'throttle')
      throw new SesRefusal('TooManyRequestsException', 'Maximum sending rate exceeded.');
    if (outcome === 'reject') throw new SesRefusal('MessageRejected', 'Email address is not verified.');
    if (outcome === 'server-error') throw new SesRefusal('InternalServiceErrorException', 'Try again later.');
    if (outcome === 'drop-connection') {
      response.destroy();
      return;
    }
    const MessageId = parts.accept(message);
    if (outcome === 'accept') {
      respond(response, 200, { MessageId });
    } else if (outcome === 'drop-after-accepting') {
      response.destroy();
    } else {
      unanswered.add(response);
      response.once('close', () => unanswered.delete(response));
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (error instanceof SesRefusal) refuse(response, error);
      else if (request.complete)
        refuse(response, new SesRefusal('InternalServiceErrorException', String(error)));
      else response.destroy();
    });
  });
  return {
    server,
    closeUnanswered() {
      for (const response of unanswered) response.destroy();
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > requestLimitBytes) throw new SesRefusal('BadRequestException', 'The message exceeds 40 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function describeAccount({ clock, mailbox }: SesServerParts): object {
  const dayAgoMs = clock.now() - 24 * 60 * 60 * 1000;
  const sent = mailbox.messages().filter((message) => message.atMs > dayAgoMs);
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: {
      // No quota: a demo sends as fast as it can. -1 is SES's value for that; the rate has none.
      Max24HourSend: -1,
      MaxSendRate: 1_000_000,
      SentLast24Hours: sent.reduce((recipients, message) => recipients + recipientsOf(message).length, 0),
    },
    SuppressionAttributes: { SuppressedReasons: [] },
  };
}

function refuse(response: ServerResponse, { type, message }: { type: SesErrorType; message: string }): void {
  response.setHeader('x-amzn-ErrorType', type);
  respond(response, statusOf[type], { message });
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-RequestId': randomUUID() });
  response.end(JSON.stringify(body));
}
