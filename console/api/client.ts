import type { Problem } from '../../shared/console-api/problem.ts';
import type { ConsoleRouteKey } from '../../shared/console-api/rights.ts';
import type { Answered, Sent } from '../../shared/console-api/routes.ts';
import { SessionError } from './login.ts';
import { pageSession, sessionHeaders } from './session.ts';

/** Why a request did not do what was asked, in the API's own words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** What kind of problem it is: `forbidden`, `not-found`, `offline`. */
  readonly kind: string;
  /** Names the request in the logs. */
  readonly requestId: string | undefined;
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(status: number, body: ProblemBody) {
    super(
      body.message ?? body.issues?.map(({ message }) => message).join('; ') ?? body.error ?? String(status),
    );
    this.status = status;
    // The authorizer refuses in words of its own.
    this.kind = body.error ?? (status === 401 ? 'signed-out' : 'internal');
    this.requestId = body.requestId;
    this.issues = body.issues ?? [];
  }
}

/** What the API says, or the authorizer in front of it, whose words are others. */
type ProblemBody = Partial<Omit<Problem, 'error'>> & { readonly error?: string };

/**
 * Asks the API. Typed by the table of routes that the server answers with.
 *
 * @throws ApiError
 * @example
 * await ask('GET /api/customers/{customerId}', { path: { customerId: 'c7' }, query: { lang: 'en' } });
 */
export async function ask<K extends ConsoleRouteKey>(key: K, sent: Sent<K>): Promise<Answered<K>> {
  const [method = 'GET', template = ''] = key.split(' ');
  const { path, query, body } = partsOf(sent);
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name] ?? '')),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const request = async () =>
    send(`${url}${search.size === 0 ? '' : `?${search}`}`, {
      method,
      headers: {
        ...(await sessionHeaders().catch(inWordsOfTheApi)),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body), keepalive: isSmall(body) }),
    });
  let response = await request();
  // A request that the authorizer refuses has changed nothing, so it may be sent again.
  if (response.status === 401 && (await pageSession.renew())) response = await request();
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, answer as ProblemBody);
  // The server answers by the same schema.
  return answer as Answered<K>;
}

/** Browsers finish a request whose page is closed only while its body is small (64 KB of all such requests). */
const isSmall = (body: unknown): boolean => JSON.stringify(body).length < 16_000;

function inWordsOfTheApi(error: unknown): never {
  if (error instanceof SessionError)
    throw new ApiError(error.kind === 'offline' ? 0 : 401, { error: error.kind });
  throw error;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new ApiError(0, { error: 'offline' });
  }
}

interface Parts {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A request as three parts, of which each route has some. */
const partsOf = (sent: object): Parts => ({
  path: 'path' in sent ? (sent.path as Parts['path']) : {},
  query: 'query' in sent ? (sent.query as Parts['query']) : {},
  body: 'body' in sent ? sent.body : undefined,
});
