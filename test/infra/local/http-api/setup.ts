import type { APIGatewayProxyEventV2, APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { afterEach } from 'vitest';
import { createSimulatedClock } from '../../../../infra/local/clock.ts';
import {
  type HttpApiOptions,
  type HttpApiRoute,
  startHttpApi,
} from '../../../../infra/local/http-api/http-api.ts';
import type { Listening } from '../../../../infra/local/listen.ts';

/** When the simulated clock starts. */
export const noon = Date.parse('2027-01-09T12:00:00.250Z');
const running: Listening[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.close()));
});

/** Starts an API that is closed after the test, and returns its URL. */
export async function start(
  routes: readonly HttpApiRoute[],
  options: Partial<HttpApiOptions> = {},
): Promise<string> {
  const api = await startHttpApi({ clock: createSimulatedClock(noon), routes, ...options });
  running.push(api);
  return api.url;
}

/** Starts an API with one route whose handler records its events. */
export async function startRecorder(path: string) {
  const events: APIGatewayProxyEventV2[] = [];
  const handler: APIGatewayProxyHandlerV2 = async (event) => {
    events.push(event);
    return { statusCode: 204 };
  };
  return { url: await start([{ method: 'ANY', path, handler }]), events };
}
