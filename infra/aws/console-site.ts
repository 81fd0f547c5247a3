import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as FunctionAtEdge,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { consoleFile } from '../console-paths.ts';
import { consoleHeadersPolicy } from './console-headers-policy.ts';

/** What the console's address is built from. */
export interface ConsoleSiteProps {
  /** The origin of the login, which the page asks for tokens. */
  readonly loginUrl: string;
}

/** The address of the console: its files from a private bucket, and the API under `/api`, so that both are one origin. */
export class ConsoleSite extends Construct {
  readonly bucket: IBucket;
  readonly distribution: Distribution;
  /** Without a trailing slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { loginUrl }: ConsoleSiteProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Everything in it is built from this project.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    // A bucket is an IBucket; only its declaration of `isWebsite` does not fit exactOptionalPropertyTypes.
    this.bucket = bucket as IBucket;
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Rekindle: the console',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // Keeps what the files say: those with a hash in their name for ever, the others not at all.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: consoleHeadersPolicy(this, { connectTo: [loginUrl] }),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new FunctionAtEdge(this, 'ChooseFile', {
              comment: 'Rekindle: one page for all screens of the console',
              runtime: FunctionRuntime.JS_2_0,
              code: FunctionCode.fromInline(chooseFile),
            }),
          },
        ],
      },
    });
    this.url = `https://${this.distribution.distributionDomainName}`;
  }

  /** Serves the API under `/api`. What it answers is nobody else's, and is never kept. */
  serveApi({ apiEndpoint }: HttpApi): void {
    const origin = new HttpOrigin(Fn.select(2, Fn.split('/', apiEndpoint)), {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      // As long as API Gateway waits for a function.
      readTimeout: Duration.seconds(30),
    });
    this.distribution.addBehavior('/api/*', origin, {
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // API Gateway finds its API by Host, and the token is in a header of its own.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      // Headers that an answer brings along, such as a policy of its own for a preview, stand.
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
    });
  }
}

/** Runs in CloudFront for each request of a file. */
const chooseFile = `function handler(event) {
  const request = event.request;
  if (request.uri === '/' || request.uri === '/console')
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/console/' } } };
  if (request.uri.startsWith('/console/') && !${consoleFile}.test(request.uri)) request.uri = '/console/index.html';
  return request;
}
`;
