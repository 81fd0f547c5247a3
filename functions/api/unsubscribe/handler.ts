import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { instantFromMs } from '../../../shared/calendar.ts';
import { linkOfToken } from '../../../shared/email/unsubscribe.ts';
import { closeRecipient } from '../../../shared/operations/change-recipient.ts';
import { invokeLater } from '../../toolkit/invoke-later.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';
import { askingPage, donePage, unknownPage } from './pages.ts';

/**
 * GET /unsubscribe/{token} shows a page with one button, since mail scanners follow every link; POST unsubscribes, from
 * that button or from the mail program's own (RFC 8058). It closes the mailbox, whichever of its customers the email was
 * for, and has `follow-suppression` tell their profiles: anybody may call this function, so it can write nothing else.
 * Doing it again is harmless.
 */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>()
  .use(httpErrorHandler({ logger: (error: Error) => logger.error('unsubscribe failed', error) }))
  .handler(async (event) => {
    const keys = await store.settings.linkKeys();
    const link = keys && linkOfToken(event.pathParameters?.token ?? '', keys);
    const { shopName } = await store.settings.load();
    if (link === undefined) return page(404, unknownPage(shopName));
    if (event.requestContext.http.method !== 'POST') return page(200, askingPage(shopName));
    const at = instantFromMs(event.requestContext.timeEpoch);
    const closing = { reason: 'unsubscribed', at, source: link.message } as const;
    await closeRecipient(store, link.recipient, closing);
    await invokeLater('follow-suppression', { recipient: link.recipient });
    return page(200, donePage(shopName));
  });

const page = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});
