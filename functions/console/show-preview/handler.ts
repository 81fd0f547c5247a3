import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { instantFromMs } from '../../../shared/calendar.ts';
import { previewIn } from '../../../shared/email/preview-link.ts';
import { previewPage } from '../../../shared/email/preview-page.ts';
import { previewMail } from '../../../shared/operations/preview-mail.ts';
import { logger } from '../../toolkit/logger.ts';
import { store } from '../../toolkit/store.ts';
import { library } from '../ready-made.ts';
import { endedPage } from './ended-page.ts';

/**
 * GET /api/previews/{token}: a mail of a draft as a customer would get it, for a frame of the console. A frame sends no
 * token of the login, so the address is sealed, for one mail, one customer and a few minutes. It is a function of its own
 * because anybody may call it: this one reads drafts, saved audiences and single
 * customers, and writes nothing.
 */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>()
  .use(httpErrorHandler({ logger: (error: Error) => logger.error('preview failed', error) }))
  .handler(async (event) => {
    const at = instantFromMs(event.requestContext.timeEpoch);
    const keys = await store.settings.linkKeys();
    const preview = keys && previewIn(event.pathParameters?.token ?? '', keys, at);
    if (preview === undefined) return page(404, endedPage);
    const result = await previewMail(store, preview, library, { at, language: 'en' });
    return 'email' in result ? page(200, previewPage(result.email.html, preview)) : page(404, endedPage);
  });

/**
 * The page's own policy: no scripts whatever happens, styles within elements as mails have them, pictures from where the
 * shop keeps them, and no frame but one of the console.
 */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src https: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ');

const page = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // Whoever serves a picture need not know the address of the preview.
    'referrer-policy': 'no-referrer',
  },
  body,
});
