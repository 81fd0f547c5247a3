import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { instantFromMs } from '../../../shared/calendar.ts';
import { customerOfToken } from '../../../shared/email/unsubscribe.ts';
import { takeInFacts } from '../../../shared/operations/take-in.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';
import { askingPage, donePage, unknownPage } from './pages.ts';

/**
 * GET /unsubscribe/{token} shows a page with one button, since mail scanners follow every link; POST unsubscribes, from
 * that button or from the mail program's own (RFC 8058). Doing it again is harmless.
 */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>()
  .use(httpErrorHandler({ logger: (error: unknown) => logger.error('unsubscribe failed', error as Error) }))
  .handler(async (event) => {
    const customerId = customerOfToken(event.pathParameters?.token ?? '', await store.settings.salt());
    const { shopName, timeZone } = await store.settings.load();
    if (customerId === undefined) return page(404, unknownPage(shopName));
    if (event.requestContext.http.method !== 'POST') return page(200, askingPage(shopName));
    const unsubscribed = {
      type: 'suppression',
      id: 'email#unsubscribed',
      at: instantFromMs(event.requestContext.timeEpoch),
      channel: 'email',
      reason: 'unsubscribed',
    } as const;
    await takeInFacts(store, customerId, [unsubscribed], timeZone);
    return page(200, donePage(shopName));
  });

const page = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});
