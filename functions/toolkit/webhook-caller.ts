import { lookup as resolve } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { CallAnswer, WebhookCaller } from '../../shared/operations/call-webhook.ts';
import { isLoopback } from '../../shared/webhooks/webhook.ts';
import { isPublicAddress } from './public-address.ts';

/** A program that takes longer should accept the webhook first and do its work second. */
const timeoutMs = 5_000;

const localOnly = 'a webhook to this machine is sent by the embedded stack alone';
const privateAddress = 'the address is within a private network, where webhooks do not go';

class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** Resolves a name, and refuses one that leads into a private network. It is the connection's own look-up, so nothing can change between. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error, '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddressError(privateAddress), '', 0);
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/**
 * Creates what calls other programs: by HTTPS, only at public addresses, following no redirects.
 *
 * @param allowsLoopback true on the embedded stack, where a program on this machine may be called
 */
export const createWebhookCaller =
  ({ allowsLoopback }: { readonly allowsLoopback: boolean }): WebhookCaller =>
  async ({ url, body }, headers) => {
    const target = new URL(url);
    const isLocal = isLoopback(target);
    if (isLocal && !allowsLoopback) return { answer: 'refused', error: localOnly };
    if (!isLocal && target.protocol !== 'https:') return { answer: 'refused', error: 'it is not https' };
    const host = target.hostname.replace(/^\[|\]$/g, '');
    // A look-up is only made for names.
    if (!isLocal && isIP(host) !== 0 && !isPublicAddress(host))
      return { answer: 'refused', error: privateAddress };
    return post(target, body, headers, isLocal ? undefined : lookupPublic);
  };

const post = (
  target: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  lookup: LookupFunction | undefined,
): Promise<CallAnswer> =>
  new Promise((settle) => {
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
      ...(lookup && { lookup }),
    });
    request.on('response', (response) => {
      settle(answerOf(response.statusCode ?? 0));
      // What it says beside its status is nobody's concern.
      response.destroy();
    });
    request.on('error', (error) => {
      settle(
        error instanceof PrivateAddressError
          ? { answer: 'refused', error: error.message }
          : { answer: 'no-answer', error: error.message },
      );
    });
    request.end(body);
  });

/** Statuses below 500 that ask for another try. */
const later = new Set([408, 425, 429]);

function answerOf(status: number): CallAnswer {
  if (status >= 200 && status < 300) return { answer: 'accepted' };
  const error = `HTTP ${status}`;
  return { answer: status >= 500 || later.has(status) ? 'no-answer' : 'refused', error };
}
