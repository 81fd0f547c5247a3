import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { problemSchema } from '../../../shared/console-api/problem.ts';
import type { ConsoleRouteKey } from '../../../shared/console-api/rights.ts';
import { type Answered, consoleRoutes } from '../../../shared/console-api/routes.ts';

/** A router of the console, as a test asks it. */
interface Router {
  request(
    url: string,
    init: RequestInit,
    bindings: { readonly event: APIGatewayProxyEventV2 },
  ): Response | Promise<Response>;
}

/** Asks a route of the console, as a marketer called Mei unless somebody else is named. */
export async function ask<K extends ConsoleRouteKey>(
  router: Router,
  key: K,
  { path = {}, query = {}, body, at = '2026-12-09T12:00:00Z', by = mei }: Asked = {},
): Promise<{ readonly status: number; readonly body: Answered<K> }> {
  const [method = 'GET', template = ''] = key.split(' ');
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const event = {
    requestContext: {
      requestId: 'r1',
      timeEpoch: Date.parse(at),
      authorizer: {
        jwt: { claims: { sub: by.id, name: by.name, 'cognito:groups': `[${by.role}]` }, scopes: null },
      },
    },
  } as unknown as APIGatewayProxyEventV2;
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await router.request(`http://shop.example${url}?${new URLSearchParams(query)}`, init, {
    event,
  });
  const answered: unknown = await response.json();
  // Whatever is answered is what the documentation says, and nothing more.
  (response.status === 200 ? consoleRoutes[key].answer : problemSchema).parse(answered);
  return { status: response.status, body: answered as Answered<K> };
}

const mei = { id: 's1', name: 'Mei', role: 'marketer' };

interface Asked {
  readonly by?: { readonly id: string; readonly name: string; readonly role: string };
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly at?: string;
}
