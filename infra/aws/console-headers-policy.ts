import { Duration } from 'aws-cdk-lib';
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { consoleHeaders } from '../console-headers.ts';

/**
 * The console's security headers as CloudFront wants them: those that it knows in fields of their own, the others as they
 * are.
 */
export function consoleHeadersPolicy(
  scope: Construct,
  connections: Parameters<typeof consoleHeaders>[0],
): ResponseHeadersPolicy {
  const {
    'content-security-policy': contentSecurityPolicy,
    // These two have only the values below; a test compares them.
    'x-content-type-options': _nosniff,
    'referrer-policy': _sameOrigin,
    ...others
  } = consoleHeaders(connections);
  return new ResponseHeadersPolicy(scope, 'Headers', {
    comment: 'Rekindle: the console',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
